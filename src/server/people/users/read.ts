import type { UserDetail, UsersPage, UsersQuery } from '../../../domain/api/users.ts';
import { DomainError } from '../../../domain/errors.ts';
import { findOpenLink } from '../../auth/links/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import { listSessions } from '../../auth/sessions-queries.ts';
import type { Context } from '../../context.ts';
import { decodePlace, encodePlace } from './cursor.ts';
import { countOpenRequests, findUser, listUsers } from './queries.ts';
import { userDetailView, userRowView } from './view.ts';

/** Section 10: a page of accounts by name. @throws DomainError validation_failed at `after` */
export async function readUsers(context: Context, query: UsersQuery): Promise<UsersPage> {
  const after = query.after === undefined ? null : decodePlace(query.after);
  const { rows, total, waiting } = await listUsers(context.db, query, after, context.now());
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = rows.length > query.limit;
  return {
    users: page.map(userRowView),
    next: hasMore && last ? encodePlace({ name: last.sort_name, id: last.id }) : null,
    total,
    waiting,
  };
}

/** Section 10: all about one account. @throws DomainError not_found */
export async function readUser(context: Context, actor: SignedIn, id: number): Promise<UserDetail> {
  const { db } = context;
  const now = context.now();
  const [row, sessions, link, openRequests] = await Promise.all([
    findUser(db, id, now),
    listSessions(db, id, actor.sessionHash, now),
    findOpenLink(db, id, ['invitation', 'password_reset', 'email_change'], now),
    countOpenRequests(db, id),
  ]);
  if (row === undefined) throw noSuchUser();
  return userDetailView(row, sessions, link, openRequests);
}

export function noSuchUser(): DomainError {
  return new DomainError('not_found', 'There is no account with this number.');
}

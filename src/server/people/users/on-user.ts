import type { AuditAction } from '../../../domain/audit.ts';
import { DomainError } from '../../../domain/errors.ts';
import { LAST_ADMIN } from '../../../domain/people.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { noSuchUser } from './read.ts';
import { type LockedUser, lockUsers, shareUser } from './write-queries.ts';

export interface OnUser {
  readonly tx: Tx;
  /** As it is now, and stays until the transaction ends. */
  readonly user: LockedUser;
  readonly audit: (
    action: AuditAction,
    details?: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
}

/**
 * Runs `work` in one transaction that holds both people (P7): an admin who was demoted a moment ago
 * changes nobody any more.
 * @throws DomainError not_found, not_allowed
 */
export function onUser<T>(
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
  work: (on: OnUser) => Promise<T>,
): Promise<T> {
  return inTransaction(context.db, async (tx) => {
    const people = await lockUsers(tx, [actor.id, id]);
    requireStillAdmin(people.find((person) => person.id === actor.id));
    const user = people.find((person) => person.id === id);
    if (user === undefined) throw noSuchUser();
    const audit: OnUser['audit'] = (action, details = {}) =>
      writeAudit(tx, {
        actorId: actor.id,
        action,
        target: null,
        targetUserId: id,
        details,
        address,
        now: context.now(),
      });
    return work({ tx, user, audit });
  });
}

/**
 * Holds whoever makes accounts as the admin that they are: one who was demoted or deactivated since
 * their request began makes none, least of all another admin.
 * @throws DomainError not_allowed
 */
export async function holdAdmin(tx: Tx, actor: SignedIn): Promise<void> {
  requireStillAdmin(await shareUser(tx, actor.id));
}

function requireStillAdmin(self: Pick<LockedUser, 'is_active' | 'roles'> | undefined): void {
  if (self?.is_active === true && self.roles.includes('admin')) return;
  throw new DomainError('not_allowed', 'You are no admin any more.');
}

/** The trigger of P7 decides, over all processes. */
export function isLastAdminError(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'users_last_admin';
}

export function explainLastAdmin(error: unknown): never {
  if (isLastAdminError(error)) throw new DomainError('not_allowed', LAST_ADMIN, { cause: error });
  throw error;
}

export function refuseErased(user: LockedUser): void {
  if (user.erased_at === null) return;
  throw new DomainError('conflict', 'This account was erased: nothing about it can be changed.');
}

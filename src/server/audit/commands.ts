import type { AuditPage, AuditQuery } from '../../domain/api/audit.ts';
import type { Actor } from '../../domain/people.ts';
import type { Context } from '../context.ts';
import { loadPersonRefs } from '../person-refs.ts';
import { resolveAuditFilters } from './filters.ts';
import { findEntries } from './read-queries.ts';
import { entryView, peopleIn } from './view.ts';

const A_PAGE = 50;

/** Section 10: a page of the audit log, newest first. @throws DomainError `validation_failed` */
export async function readAuditPage(
  { db }: Context,
  actor: Actor,
  query: AuditQuery,
): Promise<AuditPage> {
  const filters = resolveAuditFilters(query, actor);
  const found = await findEntries(db, filters, query.before ?? null, A_PAGE + 1);
  const rows = found.slice(0, A_PAGE);
  const refOf = await loadPersonRefs(db, peopleIn(rows));
  return {
    entries: rows.map((row) => entryView(row, refOf)),
    next: found.length > A_PAGE ? (rows.at(-1)?.id ?? null) : null,
  };
}

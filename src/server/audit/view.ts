import type { AuditEntry } from '../../domain/api/audit.ts';
import type { PersonRef } from '../../domain/api/people.ts';
import { auditFacts, auditTarget } from '../../domain/audit-facts.ts';
import type { AuditRow } from './read-queries.ts';

/** Everybody whom these entries name by id. */
export function peopleIn(rows: readonly AuditRow[]): readonly (number | null)[] {
  return rows.flatMap(({ actor_id, target_user_id }) => [actor_id, target_user_id]);
}

export function entryView(row: AuditRow, refOf: (id: number) => PersonRef): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor_id === null ? null : refOf(row.actor_id),
    action: row.action,
    target: auditTarget(row.action, row.target),
    targetPerson: row.target_user_id === null ? null : refOf(row.target_user_id),
    facts: [...auditFacts(row.details)],
    address: row.address,
  };
}

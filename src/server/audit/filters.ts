import type { AuditDownloadQuery } from '../../domain/api/audit.ts';
import { AUDIT_ACTION_KEYS, AUDIT_ACTIONS } from '../../domain/audit.ts';
import { DomainError, type Issue } from '../../domain/errors.ts';
import { plainText } from '../../domain/kernel/text.ts';
import type { Actor } from '../../domain/people.ts';
import { resolveDays } from '../requests/list/filters.ts';
import type { AuditFilters } from './read-queries.ts';

/** A single character is part of nearly everything. */
const SHORTEST_SEARCH = 2;

/**
 * The filters of the audit log for one viewer, whose calendar the days are of.
 * @throws DomainError `validation_failed` naming each wrong value
 */
export function resolveAuditFilters(query: AuditDownloadQuery, actor: Actor): AuditFilters {
  const issues: Issue[] = [];
  const { from, until } = resolveDays(query, actor.timezone, issues);
  const search = plainText(query.search ?? '').trim() || null;
  if (search !== null && [...search].length < SHORTEST_SEARCH) {
    issues.push({ path: 'search', message: `Enter at least ${SHORTEST_SEARCH} characters` });
  }
  if (issues.length > 0) {
    throw new DomainError('validation_failed', 'Some filters cannot be used.', { issues });
  }
  return { search, actions: actionsOf(query), person: query.person ?? null, from, until };
}

function actionsOf({ group, action }: AuditDownloadQuery): AuditFilters['actions'] {
  const groups = group?.length ? group : null;
  const actions = action?.length ? action : null;
  if (groups === null) return actions;
  return AUDIT_ACTION_KEYS.filter(
    (key) => groups.includes(AUDIT_ACTIONS[key].group) && (actions?.includes(key) ?? true),
  );
}

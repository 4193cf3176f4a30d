import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import { canSeeReports } from '../../domain/permissions.ts';

/** P5. @throws DomainError `not_allowed` for everybody but leadership and admins */
export function requireReportReader(actor: Actor): void {
  if (canSeeReports(actor)) return;
  throw new DomainError('not_allowed', 'Only leadership and admins see reports.');
}

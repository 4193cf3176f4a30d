import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import { canAdminister } from '../../domain/permissions.ts';

/** Section 10. @throws DomainError `not_allowed` for everybody but admins */
export function onlyAdmins(actor: Actor): void {
  if (canAdminister(actor)) return;
  throw new DomainError('not_allowed', 'Only admins manage notifications.');
}

import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import { canSeePrices } from '../../../domain/permissions.ts';
import { requireAdmin } from '../../auth/only-admins.ts';

/** P5. @throws DomainError `not_allowed` for everybody but admins */
export function onlyAdmins(actor: Actor): void {
  requireAdmin(actor, 'Only admins manage price lists.');
}

/** P4. @throws DomainError `not_allowed` for everybody but leadership and admins */
export function onlyPriceReaders(actor: Actor): void {
  if (canSeePrices(actor)) return;
  throw new DomainError('not_allowed', 'Only leadership and admins see prices.');
}

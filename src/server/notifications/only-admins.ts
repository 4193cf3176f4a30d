import type { Actor } from '../../domain/people.ts';
import { requireAdmin } from '../auth/only-admins.ts';

/** Section 10. @throws DomainError `not_allowed` for everybody but admins */
export function onlyAdmins(actor: Actor): void {
  requireAdmin(actor, 'Only admins manage notifications.');
}

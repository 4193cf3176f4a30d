import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import { canAdminister } from '../../domain/permissions.ts';

/**
 * Section 10, P5.
 * @param sentence what is said to everybody else
 * @throws DomainError `not_allowed` for everybody but admins
 */
export function requireAdmin(actor: Actor, sentence: string): void {
  if (!canAdminister(actor)) throw new DomainError('not_allowed', sentence);
}

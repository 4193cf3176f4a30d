import { DomainError } from '../../domain/errors.ts';

/** P3: the same answer for a request that is hidden and for one that does not exist. */
export function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such request, or you may not see it.');
}

import type { Me } from '../../../domain/api/people.ts';
import { canCreate } from '../../../domain/permissions.ts';
import { REQUEST_TYPES } from '../../../domain/requests/types/index.ts';

/** P1 over all types: "New request" is not there for those who may create nothing. */
export function mayCreateAnything(me: Me): boolean {
  return REQUEST_TYPES.some((type) => canCreate(me, type));
}

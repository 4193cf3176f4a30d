import type { PersonRef } from '../../domain/api/people.ts';
import { common } from '../words/common.ts';

/** A name inside a sentence. Somebody deactivated or erased is named as such, wherever they stand. */
export function nameOf({ name, isActive }: Pick<PersonRef, 'name' | 'isActive'>): string {
  return isActive ? name : `${name} (${common.inactive})`;
}

import { DomainError, type Issue } from '../../../domain/errors.ts';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import { formatInstant } from '../../../domain/kernel/time-words.ts';
import { type Actor, displayName } from '../../../domain/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { loadPeople } from './queries.ts';

export function listNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such price list, or it was discarded.');
}

export function invalidList(issues: readonly Issue[]): DomainError {
  return new DomainError('validation_failed', 'Correct the fields named below and try again.', {
    issues,
  });
}

/** What somebody did to price lists meanwhile. */
export interface Happened {
  /** Completes "Ada Example …": `published version 4`. */
  readonly did: string;
  readonly action: 'edit' | 'publish' | 'withdraw';
  readonly by: number;
  readonly at: Instant;
}

/**
 * X1: a conflict that says who did what and when, in the reader's zone.
 * @param advice what to do about it: a sentence
 */
export async function listConflict(
  tx: Tx,
  actor: Actor,
  happened: Happened,
  advice: string,
  revision: number,
): Promise<DomainError> {
  const [person] = await loadPeople(tx, [happened.by]);
  if (person === undefined) throw new Error(`there is no user ${happened.by}`);
  const name = displayName(person);
  const who = happened.by === actor.id ? 'You' : name;
  const when = `${formatInstant(happened.at, actor.timezone)} (${actor.timezone})`;
  return new DomainError('conflict', `${who} ${happened.did} on ${when}. ${advice}`, {
    conflict: {
      status: happened.action === 'edit' ? 'draft' : 'published',
      version: revision,
      lastAction: happened.action,
      lastActor: name,
      lastAt: happened.at,
    },
  });
}

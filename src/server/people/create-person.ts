import { DomainError, type Issue } from '../../domain/errors.ts';
import { usernameFromEmail } from '../../domain/profile.ts';
import type { Tx } from '../db/transaction.ts';
import { findTaken, findTakenUsernames, insertPerson, type NewPerson } from './queries.ts';

/** How many people of the same name get one without being asked. */
const MOST_TURNS = 200;

/**
 * Section 1: a new account; without a username, one is made of the email.
 * @throws DomainError validation_failed at `email` or `username` for what somebody has already
 */
export async function createPerson(
  tx: Tx,
  { username, ...person }: Omit<NewPerson, 'username'> & { readonly username: string | null },
): Promise<number> {
  let name = username ?? usernameFromEmail(person.email);
  // Another one may take the next free name in between: then it is the one after it.
  for (;;) {
    const id = await insertPerson(tx, { ...person, username: name });
    if (id !== null) return id;
    const taken = await findTaken(tx, person.email, username);
    if (taken.length > 0 || username !== null) throw takenError(taken);
    name = await freeUsername(tx, person.email);
  }
}

async function freeUsername(tx: Tx, email: string): Promise<string> {
  const names = Array.from({ length: MOST_TURNS }, (_, index) =>
    usernameFromEmail(email, index + 1),
  );
  const taken = await findTakenUsernames(tx, names);
  const free = names.find((name) => !taken.has(name.toLowerCase()));
  if (free !== undefined) return free;
  const message = 'No username could be made of this email; enter one';
  throw new DomainError('validation_failed', message, { issues: [{ path: 'username', message }] });
}

/** In the same words wherever an account is made or changed. */
export function takenIssue(path: 'email' | 'username'): Issue {
  return { path, message: `Somebody has this ${path} already` };
}

export function takenError(taken: readonly ('email' | 'username')[]): DomainError {
  return new DomainError('validation_failed', 'Correct the fields named below.', {
    issues: (taken.length > 0 ? taken : (['username'] as const)).map(takenIssue),
  });
}

/** The unique index decides, not a question asked before: two people may want a name at once. */
export function explainTaken(error: unknown): never {
  if (error instanceof Error && 'constraint' in error) {
    if (error.constraint === 'users_username') throw takenError(['username']);
    if (error.constraint === 'users_email') throw takenError(['email']);
  }
  throw error;
}

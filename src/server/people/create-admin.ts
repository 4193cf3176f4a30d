import { DomainError, type Issue } from '../../domain/errors.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import { checkProfile, parseAccountEmail } from '../../domain/profile.ts';
import { writeAudit } from '../audit/queries.ts';
import { passwordWeakness } from '../auth/password-strength.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { Db } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { createPerson } from './create-person.ts';

export interface NewAdmin {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  readonly password: string;
}

/**
 * Makes an active person with the role admin, for a platform that has none yet. Changes nobody: an
 * email or username that exists is refused.
 * @throws DomainError validation_failed with an issue for everything that is wrong
 */
export async function createAdmin(db: Db, given: NewAdmin, now: Instant): Promise<number> {
  const { profile, issues } = checkProfile(given);
  const email = parseAccountEmail(given.email);
  const username = profile.username ?? '';
  const problems: Issue[] = [...issues];
  if (email === null) {
    problems.push({ path: 'email', message: `"${given.email}" is not an email address` });
  }
  const owner = {
    email: email ?? '',
    username,
    firstName: profile.firstName ?? '',
    lastName: profile.lastName ?? '',
  };
  const weakness = await passwordWeakness(given.password, owner, []);
  if (weakness !== null) problems.push({ path: 'password', message: weakness });
  if (email === null || problems.length > 0) {
    throw new DomainError('validation_failed', 'The account was not created.', {
      issues: problems,
    });
  }

  const passwordHash = await hashPassword(given.password);
  return inTransaction(db, async (tx) => {
    const id = await createPerson(tx, {
      ...owner,
      email,
      timezone: profile.timezone ?? 'UTC',
      passwordHash,
      roles: ['admin'],
      teams: [],
      isRegistered: false,
      now,
    });
    await writeAudit(tx, {
      actorId: null,
      action: 'admin_created',
      target: null,
      targetUserId: id,
      address: null,
      now,
    });
    return id;
  });
}

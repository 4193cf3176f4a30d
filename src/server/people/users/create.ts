import type { NewUserAnswer, NewUserBody } from '../../../domain/api/users.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import { ROLES, type Role, TEAMS, type Team } from '../../../domain/people.ts';
import { checkProfile, parseAccountEmail } from '../../../domain/profile.ts';
import { writeAudit } from '../../audit/queries.ts';
import { sendLink } from '../../auth/links/send-link.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { createPerson } from '../create-person.ts';
import { holdAdmin } from './on-user.ts';
import { readUser } from './read.ts';

/**
 * Section 10: an account without a password, and the invitation to choose one if it is asked for.
 * @throws DomainError not_allowed; validation_failed at the fields, also for an email or username that
 *   is taken
 */
export async function createUser(
  context: Context,
  actor: SignedIn,
  body: NewUserBody,
  address: string,
): Promise<NewUserAnswer> {
  const { profile, issues } = checkProfile({
    username: body.username?.trim() === '' ? undefined : body.username,
    firstName: body.firstName,
    lastName: body.lastName,
    timezone: body.timezone,
  });
  const email = parseAccountEmail(body.email);
  const problems: Issue[] = [...issues];
  if (email === null) problems.unshift(notAnEmail());
  if (email === null || problems.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', {
      issues: problems,
    });
  }
  const { id, invitation } = await inTransaction(context.db, async (tx) => {
    const person = {
      username: profile.username ?? null,
      email,
      firstName: profile.firstName ?? '',
      lastName: profile.lastName ?? '',
      timezone: profile.timezone ?? 'UTC',
      roles: ROLES.filter((role) => body.roles.includes(role)),
      teams: TEAMS.filter((team) => body.teams.includes(team)),
    };
    const created = await addUser(tx, context, actor, person, address);
    if (!body.isInvited) return { id: created, invitation: null };
    return {
      id: created,
      invitation: await inviteNew(tx, context, actor, created, email, address),
    };
  });
  return { user: await readUser(context, actor, id), invitation };
}

export const notAnEmail = (): Issue => ({ path: 'email', message: 'This is not an email address' });

export interface AddedUser {
  readonly username: string | null;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  readonly roles: readonly Role[];
  readonly teams: readonly Team[];
}

/**
 * The account with its entry in the audit log; its id.
 * @throws DomainError not_allowed; validation_failed for an email or username that is taken
 */
export async function addUser(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  person: AddedUser,
  address: string,
): Promise<number> {
  await holdAdmin(tx, actor);
  const now = context.now();
  const id = await createPerson(tx, { ...person, passwordHash: null, isRegistered: false, now });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'user_created',
    target: null,
    targetUserId: id,
    details: { roles: person.roles, teams: person.teams },
    address,
    now,
  });
  return id;
}

/** Section 1: the invitation of an account that this transaction made. */
export async function inviteNew(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  userId: number,
  email: string,
  address: string,
) {
  const sent = await sendLink(tx, context, {
    purpose: 'invitation',
    userId,
    email,
    createdBy: actor.id,
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'user_invited',
    target: null,
    targetUserId: userId,
    address,
    now: context.now(),
  });
  return sent;
}

import type { LinkAcceptBody } from '../../../domain/api/account.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import { checkProfile, type Profile, usernameFromEmail } from '../../../domain/profile.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { explainTaken } from '../../people/create-person.ts';
import type { Client } from '../client.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { passwordWeakness } from '../password-strength.ts';
import { hashPassword } from '../passwords.ts';
import { loadSiteWords } from '../site-words.ts';
import { linkIsOver } from './look.ts';
import { endSessions, givePassword, type LinkRow, revokeLinks } from './queries.ts';

/** What somebody with a link chose, checked. */
export interface ChosenPassword {
  readonly passwordHash: string;
  /** Names as far as they were given; a reset changes none. */
  readonly profile: Partial<Profile>;
}

/** @throws DomainError validation_failed with everything that is wrong at once */
export async function checkChoice(
  context: Context,
  link: LinkRow,
  body: LinkAcceptBody,
): Promise<ChosenPassword> {
  const { profile, issues } =
    link.purpose === 'password_reset'
      ? { profile: {}, issues: [] }
      : checkProfile({
          // An empty one is none given: it is made of the email, or stays as it is.
          username: body.username?.trim() === '' ? undefined : body.username,
          firstName: body.firstName,
          lastName: body.lastName,
          timezone: body.timezone,
        });
  const password = body.password ?? '';
  const owner = {
    email: link.email,
    username: profile.username ?? link.username ?? usernameFromEmail(link.email),
    firstName: profile.firstName ?? link.first_name ?? '',
    lastName: profile.lastName ?? link.last_name ?? '',
  };
  const weakness =
    password === ''
      ? 'Enter a new password'
      : await passwordWeakness(password, owner, await loadSiteWords(context));
  const problems: Issue[] = [...issues];
  if (weakness !== null) problems.push({ path: 'password', message: weakness });
  if (problems.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', {
      issues: problems,
    });
  }
  return { profile, passwordHash: await hashPassword(password) };
}

/**
 * Section 1: the password of an invited person, or a new one for somebody who forgot theirs. Ends
 * every session and every link: whoever made them may have known the old one.
 * @returns whose it is
 */
export async function setPassword(
  tx: Tx,
  context: Context,
  link: LinkRow,
  { profile, passwordHash }: ChosenPassword,
  client: Client,
): Promise<number> {
  const now = context.now();
  const { user_id: id } = link;
  if (id === null) throw linkIsOver();
  if (!(await givePassword(tx, id, passwordHash, profile, now).catch(explainTaken))) {
    throw linkIsOver();
  }
  const isReset = link.purpose === 'password_reset';
  await revokeLinks(tx, id, ['invitation', 'password_reset', 'email_change'], now);
  const sessionsEnded = await endSessions(tx, id);
  await writeAudit(tx, {
    actorId: id,
    action: isReset ? 'password_reset' : 'invitation_accepted',
    target: null,
    targetUserId: id,
    details: isReset ? { sessionsEnded } : {},
    address: client.address,
    now,
  });
  if (isReset) await sendNotice(tx, context, 'password_reset', id, link.email);
  return id;
}

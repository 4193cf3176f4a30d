import { setTimeout as wait } from 'node:timers/promises';
import type { EmailChangeBody, MyAccount } from '../../../domain/api/account.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMs } from '../../../domain/kernel/calendar.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Client } from '../client.ts';
import { checkEmail, MAILS_PER_ADDRESS, requireMail } from '../forgotten/ask.ts';
import { countAskedMails, lockAsked } from '../forgotten/queries.ts';
import { findOpenLink, revokeLinks } from '../links/queries.ts';
import { sendLink } from '../links/send-link.ts';
import { verifyPassword } from '../passwords.ts';
import { deleteOtherSessions, findAccount, markAttemptSucceeded } from '../queries.ts';
import type { SignedIn } from '../session.ts';
import { sessionRowView } from '../session-view.ts';
import { deleteSessionById, listSessions } from '../sessions-queries.ts';
import { takeAttempt } from '../throttle.ts';

/** Section 1: the signed-in person's own account. */
export async function readMyAccount(context: Context, actor: SignedIn): Promise<MyAccount> {
  const { db, channels } = context;
  const now = context.now();
  const [account, pending, sessions] = await Promise.all([
    findAccount(db, actor.id),
    findOpenLink(db, actor.id, ['email_change'], now),
    listSessions(db, actor.id, actor.sessionHash, now),
  ]);
  if (account === undefined) throw signInAgain();
  return {
    email: account.email,
    pendingEmail: pending && { email: pending.email, expiresAt: pending.expires_at },
    sessions: sessions.map(sessionRowView),
    canMail: channels.email !== null,
  };
}

/**
 * Section 1: asks to move one's own account to another address. Needs the current password, guessing
 * of which is limited like signing in; the link that goes to the new address does the rest. Whether
 * somebody has the address shows only to whoever reads its mail.
 * @throws DomainError not_set_up, validation_failed at `email` or `currentPassword`, too_many_attempts
 */
export async function askForEmailChange(
  context: Context,
  actor: SignedIn,
  body: EmailChangeBody,
  client: Client,
): Promise<void> {
  requireMail(
    context,
    'The address cannot be verified: mail is not set up. Ask an admin to change it.',
  );
  const email = checkEmail(body.email);
  const account = await findAccount(context.db, actor.id);
  if (account === undefined) throw signInAgain();
  if (account.email === email) throw invalid('email', 'This is your address already');

  const attempt = await takeAttempt(context, 'sign_in', client.address, account.email);
  await wait(attempt.delayMs);
  const entry = {
    actorId: actor.id,
    target: null,
    targetUserId: actor.id,
    address: client.address,
    now: context.now(),
  };
  if (!(await verifyPassword(account.password_hash, body.currentPassword))) {
    await inTransaction(context.db, (tx) =>
      writeAudit(tx, { ...entry, action: 'password_change_failed', details: { for: 'email' } }),
    );
    throw invalid('currentPassword', 'This is not your current password');
  }
  await inTransaction(context.db, async (tx) => {
    await markAttemptSucceeded(tx, attempt.id);
    if ((await lockAsked(tx, account.email))?.id !== actor.id) {
      throw new DomainError('conflict', 'Your address has changed meanwhile. Look at it again.');
    }
    const since = addMs(entry.now, -MAILS_PER_ADDRESS.withinMs);
    if ((await countAskedMails(tx, email, since)) >= MAILS_PER_ADDRESS.most) {
      throw new DomainError(
        'too_many_attempts',
        'This address got several of our mails within the hour. Look there, or try again later.',
        { retryAfterSeconds: MAILS_PER_ADDRESS.withinMs / 1_000 },
      );
    }
    await sendLink(tx, context, {
      purpose: 'email_change',
      userId: actor.id,
      email,
      createdBy: null,
    });
    await writeAudit(tx, { ...entry, action: 'email_change_asked' });
  });
}

/** Section 1: the link that waits in the new mailbox stops working; nothing when there is none. */
export async function withdrawEmailChange(
  context: Context,
  actor: SignedIn,
  client: Client,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    if ((await revokeLinks(tx, actor.id, ['email_change'], context.now())) === 0) return;
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'email_change_withdrawn',
      target: null,
      targetUserId: actor.id,
      address: client.address,
      now: context.now(),
    });
  });
}

/**
 * Section 1: signs the person out elsewhere: in one place, or everywhere but here.
 * @throws DomainError not_found for a session that is over, or somebody else's
 */
export async function endMySessions(
  context: Context,
  actor: SignedIn,
  which: number | 'others',
  client: Client,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const ended =
      which === 'others'
        ? await deleteOtherSessions(tx, actor.id, actor.sessionHash)
        : Number(await deleteSessionById(tx, actor.id, which));
    if (ended === 0) {
      if (which === 'others') return;
      throw new DomainError('not_found', 'This session has ended already.');
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'sessions_ended',
      target: null,
      targetUserId: actor.id,
      details: { sessionsEnded: ended },
      address: client.address,
      now: context.now(),
    });
  });
}

const signInAgain = () => new DomainError('not_signed_in', 'Sign in again.');

const invalid = (path: string, message: string) =>
  new DomainError('validation_failed', message, { issues: [{ path, message }] });

import { setTimeout as wait } from 'node:timers/promises';
import type { PasswordBody, SignInBody } from '../../domain/api/people.ts';
import { DomainError } from '../../domain/errors.ts';
import { writeAudit } from '../audit/queries.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Client } from './client.ts';
import { revokeLinks } from './links/queries.ts';
import { openSession } from './open-session.ts';
import { passwordWeakness } from './password-strength.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import {
  type Account,
  deleteOtherSessions,
  deleteSession,
  findAccount,
  findAccountByEmail,
  markAttemptSucceeded,
  replacePassword,
} from './queries.ts';
import type { SignedIn } from './session.ts';
import { loadSiteWords } from './site-words.ts';
import { takeAttempt } from './throttle.ts';
import { hashToken, newToken } from './tokens.ts';

/**
 * Signs in and returns the new session's token. Unknown, wrong and inactive give one answer after
 * the same work (section 1).
 * @throws DomainError sign_in_failed, too_many_attempts
 */
export async function signIn(context: Context, body: SignInBody, client: Client): Promise<string> {
  const email = body.email.toLowerCase();
  const attempt = await takeAttempt(context, 'sign_in', client.address, email);
  await wait(attempt.delayMs);
  const account = await findAccountByEmail(context.db, email);
  const matches = await verifyPassword(account?.password_hash ?? null, body.password);
  const token = newToken();
  const signedIn = await inTransaction(context.db, async (tx) => {
    if (
      account === undefined ||
      !matches ||
      !(await openSession(tx, context, account, token, client))
    ) {
      await writeAudit(tx, {
        actorId: null,
        action: 'sign_in_failed',
        target: null,
        targetUserId: account?.id ?? null,
        details: { reason: failure(account) },
        address: client.address,
        now: context.now(),
      });
      return false;
    }
    await markAttemptSucceeded(tx, attempt.id);
    return true;
  });
  if (signedIn) return token;
  throw new DomainError(
    'sign_in_failed',
    'No active account has this email and password. Check both and try again.',
  );
}

/** For the audit log only; whoever tried hears none of it. */
function failure(account: Account | undefined): string {
  if (account === undefined) return 'unknown_account';
  return account.is_active ? 'wrong_password' : 'inactive_account';
}

/** Ends the session that the token stands for, if there is one: signing out twice is no error. */
export async function signOut(context: Context, client: Client): Promise<void> {
  const tokenHash = hashToken(client.token);
  if (tokenHash === null) return;
  await inTransaction(context.db, async (tx) => {
    const userId = await deleteSession(tx, tokenHash);
    if (userId === null) return;
    await writeAudit(tx, {
      actorId: userId,
      action: 'sign_out',
      target: null,
      targetUserId: userId,
      address: client.address,
      now: context.now(),
    });
  });
}

/**
 * Changes the person's own password and ends their other sessions and open links. Guessing the current one is
 * limited and slowed like signing in: a session left open must not become the password.
 * @throws DomainError validation_failed at `currentPassword` or `newPassword`, too_many_attempts
 */
export async function changePassword(
  context: Context,
  actor: SignedIn,
  body: PasswordBody,
  client: Client,
): Promise<void> {
  const account = await findAccount(context.db, actor.id);
  if (account === undefined) throw new DomainError('not_signed_in', 'Sign in again.');
  if (body.newPassword === body.currentPassword) {
    throw invalid('newPassword', 'Use something other than your current password');
  }
  const owner = {
    email: account.email,
    username: account.username,
    firstName: account.first_name,
    lastName: account.last_name,
  };
  const siteWords = await loadSiteWords(context);
  const weakness = await passwordWeakness(body.newPassword, owner, siteWords);
  if (weakness !== null) throw invalid('newPassword', weakness);

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
      writeAudit(tx, { ...entry, action: 'password_change_failed' }),
    );
    throw wrongCurrentPassword();
  }
  const passwordHash = await hashPassword(body.newPassword);
  await inTransaction(context.db, async (tx) => {
    if (!(await replacePassword(tx, account, passwordHash, entry.now)))
      throw wrongCurrentPassword();
    await revokeLinks(tx, actor.id, ['password_reset', 'email_change'], entry.now);
    const sessionsEnded = await deleteOtherSessions(tx, actor.id, actor.sessionHash);
    await markAttemptSucceeded(tx, attempt.id);
    await writeAudit(tx, { ...entry, action: 'password_changed', details: { sessionsEnded } });
  });
}

const wrongCurrentPassword = () => invalid('currentPassword', 'This is not your current password');

const invalid = (path: string, message: string) =>
  new DomainError('validation_failed', message, { issues: [{ path, message }] });

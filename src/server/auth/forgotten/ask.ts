import { setTimeout as wait } from 'node:timers/promises';
import type { PasswordResetBody } from '../../../domain/api/account.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMs } from '../../../domain/kernel/calendar.ts';
import { parseAccountEmail } from '../../../domain/profile.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import type { Client } from '../client.ts';
import { orderLinkMail, sendLink } from '../links/send-link.ts';
import { takeAttempt } from '../throttle.ts';
import { type Asked, countAskedMails, lockAsked } from './queries.ts';

/** What anybody can have sent to one address; more is left out without a word. */
export const MAILS_PER_ADDRESS = { most: 5, withinMs: 3_600_000 } as const;

/**
 * Section 1: mails somebody a link for a new password. The answer is the same for known and unknown
 * addresses, and so is the work but for one row.
 * @throws DomainError not_set_up, validation_failed at `email`, too_many_attempts
 */
export async function askForPasswordReset(
  context: Context,
  body: PasswordResetBody,
  client: Client,
): Promise<void> {
  const email = checkEmail(body.email);
  requireMail(
    context,
    'A link for a new password cannot be sent: mail is not set up. Ask an admin.',
  );
  await ask(context, 'password_reset_asked', email, client, sendReset);
}

/** Somebody invited has no password to forget: their invitation goes out again. */
async function sendReset(tx: Tx, context: Context, email: string, asked: Asked | undefined) {
  if (asked?.is_active !== true) return orderLinkMail(tx, NO_LINK);
  const purpose = asked.has_password ? 'password_reset' : 'invitation';
  await sendLink(tx, context, { purpose, userId: asked.id, email, createdBy: null });
}

/** A job that finds nothing: ordering one takes as long for nobody as for somebody. */
export const NO_LINK = 0;

/** Limits, locks and writes down what somebody asked for with an address; `send` does the rest. */
export async function ask(
  context: Context,
  action: AuditAction,
  email: string,
  client: Client,
  send: (tx: Tx, context: Context, email: string, asked: Asked | undefined) => Promise<void>,
): Promise<void> {
  const attempt = await takeAttempt(context, 'mail', client.address, email);
  await wait(attempt.delayMs);
  const now = context.now();
  await inTransaction(context.db, async (tx) => {
    const asked = await lockAsked(tx, email);
    const sent = await countAskedMails(tx, email, addMs(now, -MAILS_PER_ADDRESS.withinMs));
    if (sent < MAILS_PER_ADDRESS.most) await send(tx, context, email, asked);
    await writeAudit(tx, {
      actorId: null,
      action,
      target: null,
      targetUserId: asked?.id ?? null,
      address: client.address,
      now,
    });
  });
}

export function checkEmail(typed: string): string {
  const email = parseAccountEmail(typed);
  if (email !== null) return email;
  const message = 'This is not an email address';
  throw new DomainError('validation_failed', message, { issues: [{ path: 'email', message }] });
}

export function requireMail({ channels }: Context, sentence: string): void {
  if (channels.email === null) throw new DomainError('not_set_up', sentence);
}

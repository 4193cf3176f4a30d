import type { LinkPurpose } from '../../../domain/api/account.ts';
import type { SentLink } from '../../../domain/api/users.ts';
import { addMs, DAY_MS } from '../../../domain/kernel/calendar.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { addJob } from '../../jobs/queries.ts';
import { insertLink, type NewLink, revokeLinks, revokeRegistration } from './queries.ts';
import { linkUrl } from './token.ts';

const LIFETIMES_MS: Readonly<Record<LinkPurpose, number>> = {
  invitation: 7 * DAY_MS,
  password_reset: DAY_MS / 24,
  email_change: DAY_MS,
  registration: DAY_MS,
};

/**
 * Section 1: makes a one-time link and orders the mail with it, in the transaction of its cause. It
 * takes the place of the open one. Without mail, the link itself is the answer, to be handed over.
 * The caller holds the person's row: two links at once would be one too many.
 */
export async function sendLink(
  tx: Tx,
  context: Context,
  link: Pick<NewLink, 'purpose' | 'userId' | 'email' | 'createdBy'>,
): Promise<SentLink> {
  const now = context.now();
  const expiresAt = addMs(now, LIFETIMES_MS[link.purpose]);
  if (link.userId === null) await revokeRegistration(tx, link.email, now);
  else await revokeLinks(tx, link.userId, [link.purpose], now);
  const id = await insertLink(tx, { ...link, createdAt: now, expiresAt });
  if (context.channels.email === null) {
    const url = linkUrl(context.config.siteUrl, context.keyedHash, id);
    return { mail: 'not_configured', url, expiresAt };
  }
  await orderLinkMail(tx, id);
  return { mail: 'queued', url: null, expiresAt };
}

/** Of no link (0) the job does nothing. */
export async function orderLinkMail(tx: Tx, linkId: number): Promise<void> {
  await addJob(tx, 'mail-account-link', { linkId });
}

import { linkMessage } from '../../../domain/account-messages.ts';
import { platformName } from '../../../domain/look.ts';
import { displayName } from '../../../domain/people.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { mailPerson } from '../../notifications/channels/mail-person.ts';
import { loadLook } from '../../settings/queries.ts';
import { findLink, type LinkRow, markLinkMailed } from './queries.ts';
import { linkUrl } from './token.ts';

/** Section 1: mails a one-time link to where it belongs, unless it was used or replaced meanwhile. */
export async function mailLink(
  context: Context,
  linkId: number,
  signal: AbortSignal,
): Promise<void> {
  const { config, db, keyedHash, now } = context;
  const link = await findLink(db, linkId, now());
  if (link === undefined || link.mailed_at !== null) return;
  const look = await loadLook(db);
  const message = linkMessage(
    {
      purpose: link.purpose,
      email: link.email,
      username: link.username,
      askedBy: askerOf(link),
      createdAt: link.created_at,
      expiresAt: link.expires_at,
    },
    linkUrl(config.siteUrl, keyedHash, link.id),
    link.timezone ?? 'UTC',
    platformName(look),
  );
  const to = { address: link.email, name: ownerOf(link), look };
  if (await mailPerson(context, `account-link-${link.id}`, message, to, signal)) {
    await inTransaction(db, (tx) => markLinkMailed(tx, link.id, now()));
  }
}

const ownerOf = ({ username, first_name, last_name }: LinkRow): string =>
  username === null
    ? ''
    : displayName({ username, firstName: first_name ?? '', lastName: last_name ?? '' });

function askerOf(link: LinkRow): string | null {
  return link.asker_username === null
    ? null
    : displayName({
        username: link.asker_username,
        firstName: link.asker_first_name ?? '',
        lastName: link.asker_last_name ?? '',
      });
}

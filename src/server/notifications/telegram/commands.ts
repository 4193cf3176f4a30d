import type { TelegramLink } from '../../../domain/api/notifications.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMs } from '../../../domain/kernel/calendar.ts';
import { displayName } from '../../../domain/people.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import { hashToken, newToken } from '../../auth/tokens.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { TelegramFailure } from './bot.ts';
import {
  deleteLinks,
  findByTelegramId,
  findLinkOwner,
  type LinkedPerson,
  lockPerson,
  lockTelegramId,
  replaceLink,
  setTelegramId,
} from './queries.ts';

const LINK_LIFETIME_MS = 15 * 60_000;

/**
 * Section 8: a one-time start link for the person's own Telegram account, good for 15 minutes; an
 * earlier one stops working. Only the token's hash is kept.
 * @throws DomainError not_set_up when no bot is configured, service_unavailable while Telegram is away
 */
export async function startTelegramLink(
  context: Context,
  actor: Pick<SignedIn, 'id'>,
): Promise<TelegramLink> {
  const botName = await nameOfBot(context);
  const token = newToken();
  const tokenHash = hashToken(token);
  if (tokenHash === null) throw new Error('a new token is no token');
  const expiresAt = addMs(context.now(), LINK_LIFETIME_MS);
  await inTransaction(context.db, (tx) =>
    replaceLink(tx, { userId: actor.id, tokenHash, expiresAt }),
  );
  const base = context.config.telegram.linkUrl.replace(/\/+$/, '');
  return { url: `${base}/${botName}?start=${token}`, expiresAt };
}

async function nameOfBot({ telegramBot, log }: Context): Promise<string> {
  if (telegramBot === null) {
    throw new DomainError(
      'not_set_up',
      'Telegram is not set up on this platform. An admin can set TELEGRAM_BOT_TOKEN.',
    );
  }
  try {
    return await telegramBot.name();
  } catch (error) {
    if (!(error instanceof TelegramFailure)) throw error;
    log.warn({ err: error }, 'Telegram does not tell the name of the bot');
    throw new DomainError(
      'service_unavailable',
      'Telegram does not answer right now. Try again in a moment.',
      { retryAfterSeconds: 10 },
    );
  }
}

/** Section 8: no direct messages any more; an open start link stops working too. */
export async function unlinkTelegram(
  context: Context,
  actor: SignedIn,
  address: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const person = await lockPerson(tx, actor.id);
    await deleteLinks(tx, actor.id);
    if (person.telegram_user_id === null) return;
    await setTelegramId(tx, actor.id, null, context.now());
    await audit(tx, context, 'telegram_unlinked', person, address);
  });
}

export type LinkAnswer =
  | { readonly kind: 'linked' | 'linked_before'; readonly name: string }
  /** To another active person of the platform. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'over' };

/**
 * Section 8: links a Telegram account to whom the start link was made for, and uses the link up.
 * Repeated with the same token it changes nothing and says whom the account belongs to.
 */
export function linkTelegram(
  context: Pick<Context, 'db' | 'now'>,
  telegramUserId: number,
  token: string,
): Promise<LinkAnswer> {
  return inTransaction(context.db, async (tx): Promise<LinkAnswer> => {
    await lockTelegramId(tx, telegramUserId);
    const holder = await findByTelegramId(tx, telegramUserId);
    const tokenHash = hashToken(token);
    const now = context.now();
    const person = tokenHash === null ? undefined : await findLinkOwner(tx, tokenHash, now);
    if (person === undefined) {
      return holder?.is_active ? { kind: 'linked_before', name: nameOf(holder) } : { kind: 'over' };
    }
    if (holder !== undefined && holder.id !== person.id) {
      if (holder.is_active) return { kind: 'taken' };
      await setTelegramId(tx, holder.id, null, now);
    }
    await deleteLinks(tx, person.id);
    await setTelegramId(tx, person.id, telegramUserId, now);
    await audit(tx, context, 'telegram_linked', person, null);
    return { kind: 'linked', name: nameOf(person) };
  });
}

const nameOf = ({ first_name, last_name, username }: LinkedPerson): string =>
  displayName({ firstName: first_name, lastName: last_name, username });

function audit(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  action: AuditAction,
  { id }: LinkedPerson,
  /** Null: from Telegram. */
  address: string | null,
): Promise<void> {
  return writeAudit(tx, {
    actorId: id,
    action,
    target: null,
    targetUserId: id,
    address,
    now: now(),
  });
}

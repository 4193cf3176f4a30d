import type {
  MuteBody,
  MyNotifications,
  UnsubscribeView,
} from '../../../domain/api/notifications.ts';
import { DomainError } from '../../../domain/errors.ts';
import { CHANNEL_NAMES } from '../../../domain/notifications/deliveries.ts';
import { EVENT_NAMES, OUTBOX_EVENTS } from '../../../domain/notifications/events.ts';
import { mayMute, mutableChannels } from '../../../domain/notifications/mutes.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { loadPerson } from '../../people/queries.ts';
import { type MuteRight, readMuteToken } from './mute-token.ts';
import {
  deleteMute,
  findMuter,
  isTelegramLinked,
  loadMutes,
  type Mute,
  storeMute,
} from './queries.ts';

/** N7: what the person may mute, what they muted, and whether Telegram reaches them. */
export async function readMyNotifications(
  context: Context,
  actor: SignedIn,
): Promise<MyNotifications> {
  const [muted, isLinked] = await Promise.all([
    loadMutes(context.db, actor.id),
    isTelegramLinked(context.db, actor.id),
  ]);
  return {
    mutable: OUTBOX_EVENTS.map((event) => ({
      event,
      channels: [...mutableChannels(event)],
    })).filter(({ channels }) => channels.length > 0),
    muted: [...muted],
    telegram: { isAvailable: context.channels.modes.telegram !== null, isLinked },
  };
}

/**
 * N7: mutes or unmutes an event on one channel for the person themself.
 * @throws DomainError validation_failed with the reason for what cannot be muted
 */
export async function setMute(
  context: Context,
  actor: SignedIn,
  { event, channel, isMuted }: MuteBody,
  address: string,
): Promise<void> {
  if (isMuted && !mayMute(event, channel)) {
    const message = whyNotMutable({ event, channel });
    throw new DomainError('validation_failed', message, { issues: [{ path: 'event', message }] });
  }
  await inTransaction(context.db, async (tx) => {
    const { username } = await loadPerson(tx, actor.id);
    const person = { userId: actor.id, username, actorId: actor.id };
    await changeMute(tx, context, person, { event, channel }, isMuted, address);
  });
}

function whyNotMutable({ event, channel }: Mute): string {
  const name = `"${EVENT_NAMES[event]}"`;
  return mutableChannels(event).length > 0
    ? `${name} names nobody who could mute it on ${CHANNEL_NAMES[channel]}`
    : `${name} asks somebody to act or names nobody, so it cannot be muted`;
}

/**
 * N7, RFC 8058: what the link in a mail would change, for the page behind it. The address is masked:
 * the link may have been passed on.
 * @throws DomainError not_found for a link that no mail of ours holds
 */
export async function readUnsubscribe(context: Context, token: string): Promise<UnsubscribeView> {
  const { userId, event } = rightOf(context, token);
  const person = await findMuter(context.db, userId, event);
  if (person === undefined) throw unknownLink();
  return { event, email: masked(person.email), isMuted: person.is_muted };
}

/**
 * N7, RFC 8058: mutes that event's mails for the person the link was made for, or takes it back.
 * Repeating it changes nothing.
 * @throws DomainError not_found for a link that no mail of ours holds
 */
export async function unsubscribe(
  context: Context,
  token: string,
  isMuted: boolean,
  address: string,
): Promise<void> {
  const { userId, event } = rightOf(context, token);
  await inTransaction(context.db, async (tx) => {
    const person = await findMuter(tx, userId, event);
    if (person === undefined) throw unknownLink();
    const { username } = person;
    const mute: Mute = { event, channel: 'email' };
    await changeMute(tx, context, { userId, username, actorId: null }, mute, isMuted, address);
  });
}

async function changeMute(
  tx: Tx,
  context: Context,
  /** `actorId` is null when a link was followed: nobody was signed in. */
  person: { readonly userId: number; readonly username: string; readonly actorId: number | null },
  mute: Mute,
  isMuted: boolean,
  address: string,
): Promise<void> {
  const change = isMuted ? storeMute : deleteMute;
  if (!(await change(tx, person.userId, mute))) return;
  await writeAudit(tx, {
    actorId: person.actorId,
    action: isMuted ? 'notification_muted' : 'notification_unmuted',
    target: null,
    targetUserId: person.userId,
    details: { event: mute.event, channel: mute.channel },
    address,
    now: context.now(),
  });
}

function rightOf(context: Context, token: string): MuteRight {
  const right = readMuteToken(context.keyedHash, token);
  if (right === null) throw unknownLink();
  return right;
}

const unknownLink = () =>
  new DomainError(
    'not_found',
    'This link is not complete, or not from a mail of ours. Open it from the mail again, or sign in and use your profile.',
  );

/** `dana@example.com` → `d…@example.com`: enough to know whether it is oneself. */
function masked(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}

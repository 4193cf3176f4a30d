import { timingSafeEqual } from 'node:crypto';
import { OUTBOX_EVENTS, type OutboxEvent } from '../../../domain/notifications/events.ts';
import { mayMute } from '../../../domain/notifications/mutes.ts';
import type { KeyedHash } from '../../crypto/keyed-hash.ts';

/** What stands behind the link in a mail: who may stop getting which of them. */
export interface MuteRight {
  readonly userId: number;
  readonly event: OutboxEvent;
}

/** Half of an HMAC-SHA-256: nobody guesses 128 bits, and mails keep their lines short. */
const SEAL_BYTES = 16;
const TOKEN = /^([1-9][0-9]{0,14})\.([a-z_]{1,40})\.([\w-]{22})$/;

function sealOf(keyedHash: KeyedHash, userId: number, event: string): Buffer {
  return keyedHash('mute-by-mail', `${userId} ${event}`).subarray(0, SEAL_BYTES);
}

/**
 * N7, RFC 8058: the address in `List-Unsubscribe` and at the foot of a mail. It says who and what
 * under SECRET_KEY, can do nothing but mute that event's mails for that person and take it back, and
 * holds for as long as somebody keeps the mail.
 * @param event one that may be muted by email
 */
export function muteUrl(
  siteUrl: string,
  keyedHash: KeyedHash,
  userId: number,
  event: OutboxEvent,
): string {
  const seal = sealOf(keyedHash, userId, event).toString('base64url');
  return `${siteUrl}/api/notifications/unsubscribe?token=${userId}.${event}.${seal}`;
}

/** Null for what `muteUrl` did not make, and for events that may no longer be muted. */
export function readMuteToken(keyedHash: KeyedHash, token: string): MuteRight | null {
  const [, id, name, seal = ''] = TOKEN.exec(token) ?? [];
  const userId = Number(id);
  const event = OUTBOX_EVENTS.find((one) => one === name);
  if (event === undefined || !mayMute(event, 'email')) return null;
  const given = Buffer.from(seal, 'base64url');
  const isOurs =
    given.length === SEAL_BYTES && timingSafeEqual(given, sealOf(keyedHash, userId, event));
  return isOurs ? { userId, event } : null;
}

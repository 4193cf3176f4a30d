import { createHash, randomBytes } from 'node:crypto';
import { DAY_MS } from '../../domain/kernel/calendar.ts';

/** A session ends after this long without use, and after the absolute lifetime whatever happens. */
export const IDLE_LIFETIME_MS = 14 * DAY_MS;
export const ABSOLUTE_LIFETIME_MS = 30 * DAY_MS;
/** How stale `last_seen_at` may be: one write per person and interval, not one per request. */
export const LAST_SEEN_INTERVAL_MS = 5 * 60 * 1_000;

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** 256 random bits: guessing is hopeless, so one fast hash is enough at rest. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What the database keeps of a token; null for anything that never was one. */
export function hashToken(token: string | undefined): Buffer | null {
  if (token === undefined || !TOKEN.test(token)) return null;
  return createHash('sha256').update(token).digest();
}

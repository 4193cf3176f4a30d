import { type SqlBool, sql } from 'kysely';
import { addMs, type Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { IDLE_LIFETIME_MS } from './tokens.ts';

export interface LiveSession {
  readonly id: number;
  readonly created_at: Instant;
  readonly last_seen_at: Instant;
  readonly expires_at: Instant;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly is_current: boolean;
}

/** Where somebody is signed in, the latest use first. */
export function listSessions(
  db: Db | Tx,
  userId: number,
  current: Uint8Array,
  now: Instant,
): Promise<LiveSession[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at', 'user_agent'])
    .select(sql<string | null>`host(address)`.as('address'))
    .select(sql<boolean>`token_hash = ${current}`.as('is_current'))
    .where('user_id', '=', userId)
    .where(isLive(now))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** What `findSession` lets in. */
export function isLive(now: Instant) {
  return sql<SqlBool>`(sessions.expires_at > ${now}
    AND sessions.last_seen_at > ${addMs(now, -IDLE_LIFETIME_MS)})`;
}

/** Ends one session of this person; false when there is none. */
export async function deleteSessionById(tx: Tx, userId: number, id: number): Promise<boolean> {
  const row = await tx
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

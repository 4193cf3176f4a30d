import type { Channel } from '../../src/domain/notifications/deliveries.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { expect } from './browser.ts';

interface SentDelivery {
  readonly id: number;
  readonly channel: Channel;
}

/** Waits until everything about this request has left: nothing of it changes by itself any more. */
export async function allSent(db: Db, code: string): Promise<readonly SentDelivery[]> {
  const deliveries = db
    .selectFrom('deliveries')
    .innerJoin('requests', 'requests.id', 'deliveries.request_id')
    .select(['deliveries.id', 'channel', 'state'])
    .where('code', '=', code)
    .orderBy('deliveries.id');
  const states = async () =>
    new Set((await deliveries.execute()).map((delivery) => delivery.state));
  await expect.poll(states, { timeout: 20_000 }).toEqual(new Set(['sent']));
  return deliveries.execute();
}

const OUTCOMES = {
  failed: (error: string) => ({ state: 'failed', attempts: 9, last_error: error }) as const,
  unknown: () => ({ state: 'unknown', last_error: null }) as const,
};

/** What a provider that refuses, or whose answer gets lost, leaves behind. */
export async function becomes(
  db: Db,
  delivery: SentDelivery | undefined,
  state: keyof typeof OUTCOMES,
  error = '550 No such mailbox',
): Promise<void> {
  if (delivery === undefined) throw new Error('the request has no such delivery');
  const change = OUTCOMES[state](error);
  await db.updateTable('deliveries').set(change).where('id', '=', delivery.id).execute();
}

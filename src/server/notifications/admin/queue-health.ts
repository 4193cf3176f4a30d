import { epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { loadChannelStates } from '../channel-state-queries.ts';
import { countNeedsAttention, loadOldestWaiting, loadWaiting } from './queries.ts';

/** What a monitor watches of a channel; names nobody and nothing. */
export interface QueueHealth {
  readonly channel: Channel;
  readonly isConfigured: boolean;
  /** Configured, and not switched off by a permanent error (N2). */
  readonly isOn: boolean;
  readonly waiting: number;
  /** Null when nothing waits. */
  readonly oldestWaitingSeconds: number | null;
  readonly failed: number;
  readonly unknown: number;
}

/** N2: how each channel's queue is, over all processes. */
export async function readQueueHealth(
  context: Pick<Context, 'db' | 'channels' | 'now'>,
): Promise<readonly QueueHealth[]> {
  const { db, channels } = context;
  const [states, waiting, attention] = await Promise.all([
    loadChannelStates(db),
    loadWaiting(db),
    countNeedsAttention(db),
  ]);
  const now = context.now();
  return states.map(({ channel, off }) => {
    const { count = 0, oldestAt = null } = waiting.find((one) => one.channel === channel) ?? {};
    const countOf = (state: 'failed' | 'unknown') =>
      attention.find((one) => one.channel === channel && one.state === state)?.count ?? 0;
    const isConfigured = channels.modes[channel] !== null;
    return {
      channel,
      isConfigured,
      isOn: isConfigured && off === null,
      waiting: count,
      oldestWaitingSeconds: ageSeconds(oldestAt, now),
      failed: countOf('failed'),
      unknown: countOf('unknown'),
    };
  });
}

/** For how long the oldest delivery of all waits; null when none does. */
export async function readOldestWaitingSeconds({
  db,
  now,
}: Pick<Context, 'db' | 'now'>): Promise<number | null> {
  const oldest = await loadOldestWaiting(db);
  const ages = oldest.map(({ oldestAt }) => ageSeconds(oldestAt, now()));
  const known = ages.filter((age) => age !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Never negative: the clocks of two machines differ a little. */
function ageSeconds(since: Instant | null, now: Instant): number | null {
  return since === null ? null : Math.max(0, Math.round((epochMs(now) - epochMs(since)) / 1_000));
}

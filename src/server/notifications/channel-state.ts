import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Channel } from '../../domain/notifications/deliveries.ts';
import type { Tx } from '../db/transaction.ts';
import {
  loadChannelStates,
  lockSwitchOn,
  resumeDeliveries,
  setOff,
  setOn,
} from './channel-state-queries.ts';

/**
 * N2: a permanent error switches a channel off; its deliveries wait until an admin has mended it.
 * A transaction that also locks lanes or deliveries does so before it calls one of these.
 */

/**
 * N2. A channel that is off already stays off since then, with the newest reason.
 * @param reason what the provider said, a sentence for admins
 * @returns whether it was on until now
 */
export function switchOff(
  tx: Tx,
  channel: Channel,
  reason: string,
  now: Instant,
): Promise<boolean> {
  return setOff(tx, channel, reason, now);
}

/**
 * N2: after a saved setting or a passed test message. The time in which the channel was off does
 * not count towards the day after which a delivery is given up, and what waits is tried now.
 * @returns whether it was off until now
 */
export async function switchOn(tx: Tx, channel: Channel, now: Instant): Promise<boolean> {
  await lockSwitchOn(tx, channel);
  const off = (await loadChannelStates(tx)).find((state) => state.channel === channel)?.off ?? null;
  if (off === null) return false;
  await resumeDeliveries(tx, channel, off.since, now);
  await setOn(tx, channel);
  return true;
}

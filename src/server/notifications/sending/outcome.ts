import { addMs, epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import {
  SUPPRESSED_REASONS,
  type SuppressedReason,
} from '../../../domain/notifications/deliveries.ts';
import type { Outcome, Retry } from '../channels/channel.ts';
import type { Finished, StartedDelivery } from './queries.ts';
import { isGivenUp, nextAttempt } from './retry.ts';

/** By then the setting has followed the chat, everywhere; and a chat that never arrives costs little. */
const MOVED_PAUSE_MS = 1_000;

/** What an outcome of a channel means for the delivery (N2–N4). Pure. */
export function finishedBy(
  delivery: StartedDelivery,
  outcome: Outcome<object>,
  now: Instant,
  random: number,
): Finished {
  const of = attemptOf(delivery);
  switch (outcome.kind) {
    case 'sent':
      return {
        ...of,
        state: 'sent',
        error: null,
        providerId: outcome.providerId,
        ...(outcome.thread === null ? {} : { thread: outcome.thread }),
      };
    case 'posted':
      // The message is out: only its reaction is tried again, and given up without a word.
      if (isGivenUp(delivery.attempts, delivery.retryingSince, now)) {
        const { error, providerId, thread } = outcome;
        return { ...of, state: 'sent', error, providerId, thread };
      }
      return {
        ...of,
        ...retried(delivery, outcome, now, random),
        providerId: outcome.providerId,
        thread: outcome.thread,
        uncertainSince: delivery.uncertainSince ?? delivery.startedAt,
      };
    case 'retry': {
      // Once an answer is lost, nothing but an answer makes it certain again.
      const uncertainSince =
        delivery.uncertainSince ?? (outcome.isUncertain ? delivery.startedAt : null);
      if (isGivenUp(delivery.attempts, delivery.retryingSince, now)) {
        return { ...of, state: uncertainSince ? 'unknown' : 'failed', error: outcome.error };
      }
      return { ...of, ...retried(delivery, outcome, now, random), uncertainSince };
    }
    case 'failed':
    case 'unknown':
      return { ...of, state: outcome.kind, error: outcome.error };
    case 'channel_off':
      // Waits until an admin has mended the channel, and is then the first to go (N2).
      return {
        ...of,
        state: 'pending',
        error: outcome.error,
        nextAttemptAt: now,
        uncertainSince: delivery.uncertainSince,
        isUncounted: true,
      };
    case 'moved':
      return {
        ...of,
        state: 'pending',
        error: null,
        nextAttemptAt: addMs(now, MOVED_PAUSE_MS),
        uncertainSince: delivery.uncertainSince,
        isUncounted: true,
      };
  }
}

/**
 * What is not to be sent now (N7, P3 and so on). An earlier attempt may have been faster: what is out
 * is sent, and what is out perhaps stays unknown (N4, N6).
 */
export function suppressed(delivery: StartedDelivery, reason: SuppressedReason): Finished {
  const of = attemptOf(delivery);
  if (delivery.providerId !== null) return { ...of, state: 'sent' };
  if (delivery.uncertainSince !== null) {
    const error = `An earlier attempt may have arrived. It is not tried again: ${SUPPRESSED_REASONS[reason]}`;
    return { ...of, state: 'unknown', error };
  }
  // Nothing was attempted: N6 counts what went to the provider.
  return { ...of, state: 'suppressed', suppressedReason: reason, isUncounted: true };
}

const attemptOf = ({ id, channel, laneId, attempts, startedAt }: StartedDelivery) => ({
  channel,
  deliveryId: id,
  laneId,
  attempts,
  startedAt,
});

function retried(
  delivery: StartedDelivery,
  { error, waitMs }: Pick<Retry, 'error' | 'waitMs'>,
  now: Instant,
  random: number,
): Pick<Finished, 'state' | 'error' | 'nextAttemptAt'> {
  const nextAttemptAt = nextAttempt(delivery.attempts, waitMs, now, random);
  return { state: 'pending', error, nextAttemptAt };
}

/** N4: what the channel must know of an earlier attempt. */
export function earlierAttempt(delivery: StartedDelivery) {
  const { uncertainSince, providerId } = delivery;
  if (uncertainSince === null) return null;
  return { startedAtEpochMs: epochMs(uncertainSince), providerId };
}

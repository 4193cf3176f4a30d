import { epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import type { Outcome, Retry } from '../channels/channel.ts';
import type { Finished, StartedDelivery } from './queries.ts';
import { isGivenUp, nextAttempt } from './retry.ts';

/** What an outcome of a channel means for the delivery (N2–N4). Pure. */
export function finishedBy(
  delivery: StartedDelivery,
  outcome: Outcome<object>,
  now: Instant,
  random: number,
): Finished {
  const of = { deliveryId: delivery.id, laneId: delivery.laneId };
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
        return { ...of, state: 'sent', error: outcome.error, providerId: outcome.providerId };
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
        nextAttemptAt: now,
        uncertainSince: delivery.uncertainSince,
        isUncounted: true,
      };
  }
}

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

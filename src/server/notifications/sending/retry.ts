import { addMs, DAY_MS, epochMs, type Instant } from '../../../domain/kernel/calendar.ts';

/** When a delivery is tried again, and when it is given up (N2). Pure. */

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
/** What a provider asks for wins, within reason: nothing waits for longer than this. */
export const LONGEST_WAIT_MS = 60 * 60_000;
const JITTER = 0.2;

/**
 * Besides the day: a clock that jumps ahead must not give up what was hardly tried. At the longest
 * pause a day has about a hundred attempts.
 */
const FEWEST_ATTEMPTS = 20;

/**
 * N2: growing pauses with jitter; a provider's own wait wins.
 * @param attempts made so far, at least 1
 * @param random from 0 to 1
 */
export function pauseMs(attempts: number, waitMs: number | null, random: number): number {
  if (waitMs !== null) return Math.min(waitMs, LONGEST_WAIT_MS) * (1 + JITTER * 0.5 * random);
  const grown = FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20);
  return Math.min(grown, LONGEST_PAUSE_MS) * (1 - JITTER + 2 * JITTER * random);
}

export function nextAttempt(
  attempts: number,
  waitMs: number | null,
  now: Instant,
  random: number,
): Instant {
  return addMs(now, Math.round(pauseMs(attempts, waitMs, random)));
}

/** N2: given up only after a day of trying; the time its channel was off is taken out before. */
export function isGivenUp(attempts: number, retryingSince: Instant, now: Instant): boolean {
  return attempts >= FEWEST_ATTEMPTS && epochMs(now) - epochMs(retryingSince) >= DAY_MS;
}

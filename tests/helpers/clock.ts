import {
  epochMs,
  type Instant,
  instant,
  instantFromEpochMs,
} from '../../src/domain/kernel/calendar.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now(): Instant;
  set(at: string): void;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

export function testClock(start = '2026-11-18T09:00:00.000Z'): TestClock {
  let current = instant(start);
  return {
    now: () => current,
    set(at) {
      current = instant(at);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      const totalSeconds = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
      current = instantFromEpochMs(epochMs(current) + totalSeconds * 1_000);
    },
  };
}

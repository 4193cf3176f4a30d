import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import type { DelayPart } from '../../../../domain/reports/choices.ts';

export type Delay = OperationsAnswer['delay'];

/** One bar of the waterfall (D4): it begins where the one before it ended. */
export interface DelayBar {
  readonly part: DelayPart;
  /** Shares of the elapsed time, 0 to 1: where the bar begins, and its two pieces in this order. */
  readonly start: number;
  readonly beforeTat: number;
  readonly withinTat: number;
  /** Per completed request; those of all bars add up to the whole's. */
  readonly averageMs: number;
  readonly averageTatMs: number;
  /** Over all requests, in whole seconds that add up to the whole's. */
  readonly seconds: number;
}

export interface Waterfall {
  readonly bars: readonly DelayBar[];
  readonly averageElapsedMs: number;
  readonly averageTatMs: number;
  readonly elapsedSeconds: number;
  /** The turn-around time as a share of the elapsed time. */
  readonly tat: number;
}

/** Null where nothing was completed. */
export function waterfallOf({ completed, elapsedMs, tatMs, parts }: Delay): Waterfall | null {
  if (completed === 0) return null;
  const share = (ms: number) => (elapsedMs === 0 ? 0 : ms / elapsedMs);
  let beforeMs = 0;
  const bars = parts.map(({ part, ms, tatMs: ownTatMs }): DelayBar => {
    const startMs = beforeMs;
    beforeMs += ms;
    return {
      part,
      start: share(startMs),
      beforeTat: share(ms - ownTatMs),
      withinTat: share(ownTatMs),
      averageMs: ms / completed,
      averageTatMs: ownTatMs / completed,
      // Ends are cut, not lengths: cut lengths would not add up.
      seconds: secondsUntil(beforeMs) - secondsUntil(startMs),
    };
  });
  return {
    bars,
    averageElapsedMs: elapsedMs / completed,
    averageTatMs: tatMs / completed,
    elapsedSeconds: secondsUntil(elapsedMs),
    tat: share(tatMs),
  };
}

function secondsUntil(ms: number): number {
  return Math.floor(ms / 1000);
}

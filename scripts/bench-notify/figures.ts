import { CHANNELS, type Channel } from '../../src/domain/notifications/deliveries.ts';
import type { Arrival } from './peers.ts';

/** What arrivals say. Pure. */

export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

const timesOf = (arrivals: readonly Arrival[], channel: Channel): number[] =>
  arrivals.flatMap(([of, , at]) => (of === channel ? [at] : [])).sort((a, b) => a - b);

/**
 * Messages a second in steady state: from when a tenth was there until nine tenths were. Over
 * several channels the slowest one counts, since an event is delivered when all have it.
 */
export function steadyRate(
  arrivals: readonly Arrival[],
  channels: readonly Channel[] = CHANNELS,
): number {
  const all = channels.map((channel) => timesOf(arrivals, channel));
  const least = Math.min(...all.map(({ length }) => length));
  const whenAllHad = (share: number): number =>
    Math.max(...all.map((times) => times[Math.floor(least * share)] ?? Number.NaN));
  return (least * 0.8 * 1_000) / (whenAllHad(0.9) - whenAllHad(0.1));
}

/** From the commit of each event, by the code of its request, to the first byte at the provider. */
export function latency(
  committedAt: ReadonlyMap<string, number>,
  arrivals: readonly Arrival[],
  channel: Channel,
): Latency {
  const lasted = arrivals
    .flatMap(([of, code, at]) => {
      const since = committedAt.get(code);
      return of === channel && since !== undefined ? [at - since] : [];
    })
    .sort((a, b) => a - b);
  const percentile = (share: number): number => lasted[Math.floor(lasted.length * share)] ?? NaN;
  return { p50Ms: percentile(0.5), p95Ms: percentile(0.95), count: lasted.length };
}

/** Growth per 10,000 deliveries over the second half of a run, by least squares, in bytes. */
export function growthPerTenThousand(
  samples: readonly { readonly delivered: number; readonly bytes: number }[],
): number {
  const later = samples.slice(Math.floor(samples.length / 2));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const meanX = mean(later.map(({ delivered }) => delivered));
  const meanY = mean(later.map(({ bytes }) => bytes));
  const covariance = mean(
    later.map(({ delivered, bytes }) => (delivered - meanX) * (bytes - meanY)),
  );
  return (covariance / mean(later.map(({ delivered }) => (delivered - meanX) ** 2))) * 10_000;
}

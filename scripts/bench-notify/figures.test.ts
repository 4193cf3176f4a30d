import { describe, expect, it } from 'vitest';
import { growthPerTenThousand, latency, steadyRate } from './figures.ts';
import type { Arrival } from './peers.ts';

describe('figures of the benchmark', () => {
  it('a rate is that of the slowest channel, without its beginning and end', () => {
    const arrivals: Arrival[] = [];
    for (let n = 0; n < 100; n += 1) {
      arrivals.push(['email', '', n * 10], ['slack', '', n * 2], ['telegram', '', n * 2]);
    }
    expect(steadyRate(arrivals)).toBeCloseTo(100);
    expect(steadyRate(arrivals, ['slack'])).toBeCloseTo(500);
  });

  it('a latency lasts from the commit of the same request', () => {
    const committed = new Map([
      ['A', 100],
      ['B', 200],
    ]);
    const arrivals: Arrival[] = [
      ['email', 'B', 230],
      ['email', 'A', 110],
      ['slack', 'A', 900],
      ['email', 'C', 900],
    ];
    expect(latency(committed, arrivals, 'email')).toEqual({ p50Ms: 30, p95Ms: 30, count: 2 });
  });

  it('growth is measured after the warm-up', () => {
    const samples = [0, 500, 600, 610, 620].map((bytes, index) => ({
      delivered: index * 10_000,
      bytes,
    }));
    expect(growthPerTenThousand(samples)).toBeCloseTo(10);
  });
});

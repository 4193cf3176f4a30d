import type { Money } from '../kernel/money.ts';

/** The edges of the distributions of the summary (D3). */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Turn-around times: each edge begins a band, and one more lies below the first. All of them are
 * among the steps of `duration_bucket` in the database, so that counts of steps add up to bands.
 */
export const TAT_EDGES_MS: readonly number[] = [
  HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  5 * DAY_MS,
  14 * DAY_MS,
];

/** Final prices, as `price_band` in the database has them. */
export const PRICE_EDGES = [
  '10.00',
  '25.00',
  '50.00',
  '100.00',
  '250.00',
  '500.00',
  '1000.00',
  '2500.00',
] as readonly string[] as readonly Money[];

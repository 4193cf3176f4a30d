/** What the operations report (D4) computes from counts. */

/**
 * D4: rejections of `attempts` in percent with one decimal, rounded half-even, computed in whole
 * numbers; null over nothing. Above 100.0 where work completed earlier is rejected now.
 */
export function rejectionRate(rejections: number, attempts: number): string | null {
  if (attempts === 0) return null;
  const all = BigInt(attempts);
  const parts = BigInt(rejections) * 1_000n;
  const whole = parts / all;
  const twiceRest = (parts % all) * 2n;
  const isUp = twiceRest > all || (twiceRest === all && whole % 2n === 1n);
  const tenths = isUp ? whole + 1n : whole;
  return `${tenths / 10n}.${tenths % 10n}`;
}

/** The mean in whole milliseconds, rounded down; null over nothing. */
export function meanMs(totalMs: number, count: number): number | null {
  return count === 0 ? null : Number(BigInt(totalMs) / BigInt(count));
}

/** Medians from counts of steps: which values have to be looked at, and what they make. Pure. */

export interface Step {
  readonly bucket: number;
  readonly count: number;
  /** Every value in the step lies between them, both included. */
  readonly low: number;
  readonly high: number;
}

/** Values of one step, in order, to be read: so many are skipped, so many taken. */
export interface Place {
  readonly bucket: number;
  readonly low: number;
  readonly high: number;
  readonly skip: number;
  readonly take: number;
}

export interface Middle {
  /** Values that are known without reading. */
  readonly known: readonly number[];
  /** Values that are not. */
  readonly places: readonly Place[];
}

/** The one or two values in the middle; neither over nothing. */
export function middleOf(steps: readonly Step[]): Middle {
  const sorted = steps.filter(({ count }) => count > 0).sort((a, b) => a.bucket - b.bucket);
  const count = sorted.reduce((sum, step) => sum + step.count, 0);
  const known: number[] = [];
  const places: Place[] = [];
  if (count === 0) return { known, places };
  const first = Math.floor((count - 1) / 2);
  const last = Math.floor(count / 2);
  let before = 0;
  for (const { bucket, low, high, count: here } of sorted) {
    const skip = Math.max(first - before, 0);
    const take = Math.min(last - before, here - 1) - skip + 1;
    if (take > 0 && low === high) known.push(...Array.from({ length: take }, () => low));
    else if (take > 0) places.push({ bucket, low, high, skip, take });
    before += here;
  }
  return { known, places };
}

/** The value in the middle, or the mean of the two, rounded down; null over nothing. */
export function medianOf(middle: readonly number[]): number | null {
  const [one, other = one] = middle;
  return one === undefined || other === undefined ? null : Math.floor((one + other) / 2);
}

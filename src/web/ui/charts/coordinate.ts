/**
 * Where something stands in a chart. Only here does an amount become a number (M1): a pixel more or
 * less is nothing that anybody is billed for, and nothing comes back from here as an amount.
 */
export function coordinateOf(amount: string): number {
  return Number(amount);
}

export interface Scale {
  /** Where the axis ends: at or above the largest value, never 0. */
  readonly max: number;
  /** From 0 to `max`, evenly. */
  readonly ticks: readonly number[];
}

const WANTED_STEPS = 4;

/** An axis from zero in round steps; `whole` for what can only be counted. */
export function scaleTo(largest: number, { whole = false } = {}): Scale {
  if (!(largest > 0)) return { max: 1, ticks: [0] };
  const step = roundStep(largest / WANTED_STEPS, whole);
  // A hair less, so that 0.1 + 0.2 does not ask for one step more.
  const count = Math.ceil(largest / step - 1e-9);
  return {
    max: count * step,
    ticks: Array.from({ length: count + 1 }, (_, at) => at * step),
  };
}

/** The next of 1, 2, 2.5, 5, 10 × a power of ten. */
function roundStep(atLeast: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factors = power < 10 && whole ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const factor = factors.find((each) => each * power >= atLeast * (1 - 1e-9)) ?? 10;
  return Math.max(factor * power, whole ? 1 : 0);
}

/** 0 to 100 with a decimal place that no eye sees: percentages of a plot need no measuring. */
export function percentAt(value: number, max: number): number {
  return max > 0 ? Math.round(Math.min(Math.max(value / max, 0), 1) * 10_000) / 100 : 0;
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });

/** "0", "250", "12.5K", "2M": for axes, whose steps are round. */
export function tickLabel(value: number): string {
  return SHORT.format(value);
}

/** At most `count` of `length` places, evenly spread from the first: which of many get a label. */
export function labelledPlaces(length: number, count: number): readonly number[] {
  const step = Math.max(1, Math.ceil(length / count));
  return Array.from({ length: Math.ceil(length / step) }, (_, at) => at * step);
}

/** Which of the places is nearest to a pixel, and no further away than `reach`; null when none is. */
export function nearestTo(
  places: readonly { readonly x: number; readonly y: number }[],
  x: number,
  y: number,
  reach: number,
): number | null {
  let nearest: number | null = null;
  let shortest = reach;
  for (const [index, place] of places.entries()) {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance > shortest || (distance === shortest && nearest !== null)) continue;
    nearest = index;
    shortest = distance;
  }
  return nearest;
}

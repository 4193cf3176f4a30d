/** A seeded generator (mulberry32): the same N gives the same data on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** The first options often, the last ones seldom, as with partners and people. */
  pickUneven<T>(options: readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const at = <T>(options: readonly T[], index: number): T => {
    const option = options[index];
    if (option === undefined) throw new Error('There is nothing to pick from');
    return option;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (options) => at(options, Math.floor(next() * options.length)),
    pickUneven: (options) => at(options, Math.floor(next() ** 2 * options.length)),
  };
}

/** A seeded generator (mulberry32): the same seed gives the same sample data on every machine. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** From `least` to `most` different ones, in their order; all of them when there are fewer. */
  some<T>(options: readonly T[], least: number, most: number): T[];
  /** By weight; whatever the weights add up to. */
  weighted<T>(options: readonly (readonly [T, number])[]): T;
  /** From 0 up to, not including, 1; small values are likelier. */
  low(): number;
  uuid(): string;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  const pick = <T>(options: readonly T[]): T => {
    const option = options[whole(0, options.length - 1)];
    if (option === undefined) throw new Error('There is nothing to pick from');
    return option;
  };
  return {
    whole,
    pick,
    chance: (probability) => next() < probability,
    low: () => next() ** 2,
    some: (options, least, most) => {
      const left = new Set(options.keys());
      const count = Math.min(options.length, whole(least, most));
      const chosen = Array.from({ length: count }, () => {
        const index = pick([...left]);
        left.delete(index);
        return index;
      });
      return options.filter((_, index) => chosen.includes(index));
    },
    weighted: (options) => {
      let rest = next() * options.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [option, weight] of options) {
        rest -= weight;
        if (rest < 0) return option;
      }
      return pick(options)[0];
    },
    uuid: () => {
      const hex = Array.from({ length: 4 }, () =>
        whole(0, 0xffff_ffff).toString(16).padStart(8, '0'),
      )
        .join('')
        .replace(/^(.{12})./, '$14')
        .replace(/^(.{16})./, '$18');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}

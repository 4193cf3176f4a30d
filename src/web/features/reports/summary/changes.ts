import {
  type Cost,
  type Money,
  shareOf,
  subtractCost,
  subtractMoney,
} from '../../../../domain/kernel/money.ts';
import { formatCount, formatDuration, formatMoney, formatPercent } from '../../../format.ts';
import { changeWords as words } from '../../../words/summary.ts';

/** What a figure became against the period before; `text` says it without any colour or arrow. */
export interface Change {
  readonly direction: 'up' | 'down' | 'same' | 'none';
  readonly text: string;
}

type Nullable<T> = T | null | undefined;

/** Null: there is no such figure, because nothing was completed or priced. */
export function moneyChange(now: Nullable<string>, before: Nullable<string>): Change {
  return changeOf(now, before, (to, from) => {
    const difference = subtractMoney(to as Money, from as Money);
    return {
      sign: signOf(difference),
      amount: formatMoney(unsigned(difference)),
      percent: shareOf(unsigned(difference) as Money, unsigned(from) as Money),
    };
  });
}

/** Costs and margins, which have three decimals and may be negative. */
export function costChange(now: Nullable<string>, before: Nullable<string>): Change {
  return changeOf(now, before, (to, from) => {
    const difference = subtractCost(to as Cost, from as Cost);
    return {
      sign: signOf(difference),
      amount: formatMoney(unsigned(difference)),
      percent: shareOf(unsigned(difference) as Cost, unsigned(from) as Cost),
    };
  });
}

export function countChange(now: number, before: number): Change {
  return changeOf(now, before, (to, from) => ({
    sign: Math.sign(to - from),
    amount: formatCount(Math.abs(to - from)),
    percent: percentOfNumbers(to - from, from),
  }));
}

export function durationChange(now: Nullable<number>, before: Nullable<number>): Change {
  return changeOf(now, before, (to, from) => {
    // Less than the second that is shown is no change to speak of.
    const difference = Math.abs(to - from) < 1_000 ? 0 : to - from;
    return {
      sign: Math.sign(difference),
      amount: formatDuration(Math.abs(difference)),
      percent: percentOfNumbers(difference, from),
      words: { up: words.longer, down: words.shorter },
    };
  });
}

interface Difference {
  readonly sign: number;
  readonly amount: string;
  /** Without a sign; null over zero. */
  readonly percent: string | null;
  readonly words?: { readonly up: string; readonly down: string };
}

function changeOf<T>(
  now: Nullable<T>,
  before: Nullable<T>,
  difference: (now: T, before: T) => Difference,
): Change {
  if (now === null || now === undefined) return { direction: 'none', text: words.nothingNow };
  if (before === null || before === undefined) {
    return { direction: 'none', text: words.nothingBefore };
  }
  const { sign, amount, percent, words: said } = difference(now, before);
  if (sign === 0) return { direction: 'same', text: words.same };
  const direction = sign > 0 ? 'up' : 'down';
  const { up, down } = said ?? { up: words.more, down: words.less };
  const share =
    percent === null || isBeyondWords(percent) ? null : onOneLine(formatPercent(percent));
  return { direction, text: words.change(amount, direction === 'up' ? up : down, share) };
}

/** "12,345 % more" tells nobody anything. */
function isBeyondWords(percent: string): boolean {
  return percent.length > '999.9'.length;
}

function onOneLine(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function signOf(amount: string): number {
  if (!/[1-9]/.test(amount)) return 0;
  return amount.startsWith('-') ? -1 : 1;
}

function unsigned(amount: string): string {
  return amount.replace(/^-/, '');
}

function percentOfNumbers(difference: number, from: number): string | null {
  return from === 0 ? null : ((Math.abs(difference) / from) * 100).toFixed(1);
}

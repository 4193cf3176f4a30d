import {
  addDays,
  addMonths,
  type CalendarDay,
  dayIn,
  epochMs,
  firstOfMonth,
  type Instant,
  startOfDay,
} from '../../../domain/kernel/calendar.ts';
import type { Span } from '../../../domain/reports/periods.ts';

/**
 * How stretches of time are put together from sums of whole UTC days or months and from facts that
 * are read one by one. Pure. Where a stretch covers a part of a summed day or month, either the
 * covered facts are added or the whole is taken and the facts not covered are subtracted, whichever
 * reads less. Sums of months that are not folded are never used.
 */
export interface Cover {
  /** Whole days or months: all from the first one up to, not including, the last. */
  readonly sums: readonly SumPart[];
  /** Each stretch once, however many spans it is added to or subtracted from. */
  readonly facts: readonly FactPart[];
}

export interface SumPart {
  /** Which of the spans. */
  readonly span: number;
  readonly from: CalendarDay;
  readonly until: CalendarDay;
}

export interface FactPart extends Span {
  readonly uses: readonly FactUse[];
}

export interface FactUse {
  readonly span: number;
  readonly sign: 1 | -1;
}

export type SummedUnit = 'day' | 'month';

/**
 * @param spans may touch or overlap; empty ones need nothing
 * @param folded first days of the months whose sums may be used
 */
export function cover(
  spans: readonly Span[],
  folded: ReadonlySet<CalendarDay>,
  unit: SummedUnit,
): Cover {
  const sums: SumPart[] = [];
  const facts = new Map<string, { readonly part: Span; readonly uses: FactUse[] }>();
  const use = (span: number, sign: 1 | -1, fromAt: Instant, untilAt: Instant): void => {
    if (fromAt >= untilAt) return;
    const key = `${fromAt} ${untilAt}`;
    const known = facts.get(key) ?? { part: { fromAt, untilAt }, uses: [] };
    known.uses.push({ span, sign });
    facts.set(key, known);
  };

  for (const [index, span] of spans.entries()) {
    for (const stretch of stretches(span, folded)) {
      const rounded = stretch.isFolded ? roundedTo(unit, stretch) : null;
      if (rounded === null) {
        use(index, 1, stretch.fromAt, stretch.untilAt);
        continue;
      }
      const { from, until } = rounded;
      if (from < until) sums.push({ span: index, from, until });
      const fromAt = startOfDay(from, 'UTC');
      const untilAt = startOfDay(until, 'UTC');
      use(index, 1, stretch.fromAt, fromAt);
      use(index, -1, fromAt, stretch.fromAt);
      use(index, 1, untilAt, stretch.untilAt);
      use(index, -1, stretch.untilAt, untilAt);
    }
  }
  return { sums, facts: [...facts.values()].map(({ part, uses }) => ({ ...part, uses })) };
}

interface Stretch extends Span {
  readonly isFolded: boolean;
}

/** The span cut where folded and other months meet, and between two folded months. */
function stretches(span: Span, folded: ReadonlySet<CalendarDay>): readonly Stretch[] {
  const found: Stretch[] = [];
  let { fromAt } = span;
  while (fromAt < span.untilAt) {
    const month = firstOfMonth(dayIn('UTC', fromAt));
    const end = startOfDay(addMonths(month, 1), 'UTC');
    const untilAt = epochMs(end) < epochMs(span.untilAt) ? end : span.untilAt;
    const isFolded = folded.has(month);
    const last = found.at(-1);
    if (last !== undefined && !last.isFolded && !isFolded) {
      found[found.length - 1] = { ...last, untilAt };
    } else {
      found.push({ fromAt, untilAt, isFolded });
    }
    fromAt = untilAt;
  }
  return found;
}

/** Both ends at the nearest edge of a unit; null when reading the stretch itself is less. */
function roundedTo(
  unit: SummedUnit,
  { fromAt, untilAt }: Span,
): { readonly from: CalendarDay; readonly until: CalendarDay } | null {
  const from = nearest(unit, fromAt);
  const until = nearest(unit, untilAt);
  const aside = from.distanceMs + until.distanceMs;
  return aside < epochMs(untilAt) - epochMs(fromAt) ? { from: from.day, until: until.day } : null;
}

function nearest(
  unit: SummedUnit,
  at: Instant,
): { readonly day: CalendarDay; readonly distanceMs: number } {
  const today = dayIn('UTC', at);
  const before = unit === 'day' ? today : firstOfMonth(today);
  const after = unit === 'day' ? addDays(today, 1) : addMonths(before, 1);
  const sinceMs = epochMs(at) - epochMs(startOfDay(before, 'UTC'));
  const untilMs = epochMs(startOfDay(after, 'UTC')) - epochMs(at);
  return sinceMs <= untilMs
    ? { day: before, distanceMs: sinceMs }
    : { day: after, distanceMs: untilMs };
}

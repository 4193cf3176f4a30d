import type { PriceListSummary } from '../../../../domain/api/prices.ts';
import { addDays, type CalendarDay } from '../../../../domain/kernel/calendar.ts';
import { formatCalendarDay } from '../../../format.ts';
import { priceListsWords as words } from '../../../words/prices.ts';

/** "Thu 1 Jan 2026 – Tue 30 Jun 2026": both days included, in UTC. */
export function periodText(
  list: Pick<PriceListSummary, 'state' | 'effectiveOn' | 'endsOn' | 'publishedAt'>,
): string {
  const { state, effectiveOn, endsOn, publishedAt } = list;
  if (effectiveOn === null || state === 'withdrawn') return words.never;
  const from = effectiveOn as CalendarDay;
  if (endsOn === null) return words.from(formatCalendarDay(from));
  // Another list has the same day: this one applied at most for a part of it, if it was published on it.
  if (endsOn === effectiveOn) {
    return (publishedAt ?? '') >= effectiveOn ? formatCalendarDay(from) : words.never;
  }
  const last = addDays(endsOn as CalendarDay, -1);
  return last === from
    ? formatCalendarDay(from)
    : words.fromTo(formatCalendarDay(from), formatCalendarDay(last));
}

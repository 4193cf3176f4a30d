import {
  addDays,
  type CalendarDay,
  firstOfMonth,
  firstOfWeek,
} from '../../../../domain/kernel/calendar.ts';
import type { TrendStep } from '../../../../domain/reports/choices.ts';

/** True when the period holds only a part of this week or month. */
export function isPartial(span: { from: string; to: string }, step: TrendStep): boolean {
  const from = span.from as CalendarDay;
  const until = addDays(span.to as CalendarDay, 1);
  if (step === 'week') return firstOfWeek(from) !== from || firstOfWeek(until) !== until;
  return firstOfMonth(from) !== from || firstOfMonth(until) !== until;
}

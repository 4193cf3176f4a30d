import { addDays, type CalendarDay } from '../../../../domain/kernel/calendar.ts';
import type { TrendStep } from '../../../../domain/reports/choices.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

/** True when the period holds only a part of this week or month. */
export function isPartial({ from, to }: Days, step: TrendStep): boolean {
  if (step === 'week') return addDays(from as CalendarDay, 6) !== to;
  return !from.endsWith('-01') || !addDays(to as CalendarDay, 1).endsWith('-01');
}

const MOST_DAYS_AS_WEEKS = 366;

/** Beyond that there would be a week for every few pixels; the server refuses it. */
export function mayShowWeeks({ from, to }: Days): boolean {
  return addDays(from as CalendarDay, MOST_DAYS_AS_WEEKS - 1) >= to;
}

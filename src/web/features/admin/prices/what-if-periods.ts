import { addDays, type CalendarDay } from '../../../../domain/kernel/calendar.ts';

/** The ready periods of “what if”, in UTC days, both ends included (M5). */

export interface Period {
  readonly from: string;
  readonly to: string;
}

export const PERIOD_KEYS = ['lastMonth', 'lastQuarter', 'thisYear'] as const;
export type PeriodKey = (typeof PERIOD_KEYS)[number];

export function periodOf(key: PeriodKey, today: CalendarDay): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (key === 'thisYear') return { from: firstOf(year, 1), to: today };
  const first = key === 'lastMonth' ? month : month - ((month - 1) % 3);
  const from = key === 'lastMonth' ? monthsBack(year, first, 1) : monthsBack(year, first, 3);
  return { from, to: addDays(firstOf(year, first), -1) };
}

function monthsBack(year: number, month: number, back: number): CalendarDay {
  return month > back ? firstOf(year, month - back) : firstOf(year - 1, month + 12 - back);
}

function firstOf(year: number, month: number): CalendarDay {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01` as CalendarDay;
}

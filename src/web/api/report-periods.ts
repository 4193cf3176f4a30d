import { addDays, type CalendarDay, firstOfMonth } from '../../domain/kernel/calendar.ts';

/** First and last day, both included. */
export interface Days {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export const READY_PERIODS = [
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'last30Days',
] as const;
export type ReadyPeriod = (typeof READY_PERIODS)[number];

/** What a ready choice means on `today`: one that is still running ends today. */
export function readyPeriod(choice: ReadyPeriod, today: CalendarDay): Days {
  switch (choice) {
    case 'thisMonth':
      return { from: firstOfMonth(today), to: today };
    case 'lastMonth':
      return before(firstOfMonth(today), firstOfMonth);
    case 'thisQuarter':
      return { from: firstOfQuarter(today), to: today };
    case 'lastQuarter':
      return before(firstOfQuarter(today), firstOfQuarter);
    case 'thisYear':
      return { from: `${today.slice(0, 4)}-01-01` as CalendarDay, to: today };
    case 'last30Days':
      return { from: addDays(today, -29), to: today };
  }
}

/** The ready choice that these days are on `today`, or null. */
export function readyChoice({ from, to }: Days, today: CalendarDay): ReadyPeriod | null {
  const found = READY_PERIODS.find((choice) => {
    const ready = readyPeriod(choice, today);
    return ready.from === from && ready.to === to;
  });
  return found ?? null;
}

/** The whole month or quarter that ends the day before `first`. */
function before(first: CalendarDay, start: (day: CalendarDay) => CalendarDay): Days {
  const to = addDays(first, -1);
  return { from: start(to), to };
}

function firstOfQuarter(day: CalendarDay): CalendarDay {
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01` as CalendarDay;
}

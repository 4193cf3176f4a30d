import type { CalendarDay } from './calendar.ts';

/** How instants and days are written for people, the same in pages and in messages. */

const LOCALE = 'en-GB';
const formatters = new Map<string, Intl.DateTimeFormat>();

const DAY = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

/** "Tue 24 Nov 2026, 14:05" in `zone`; R5: name the zone beside it. */
export function formatInstant(at: string, zone: string): string {
  return withoutFirstComma(formatter(zone, { ...DAY, ...TIME }).format(new Date(at)));
}

/** "Tue 24 Nov 2026". */
export function formatCalendarDay(day: CalendarDay): string {
  return withoutFirstComma(formatter('UTC', DAY).format(new Date(`${day}T00:00:00Z`)));
}

function withoutFirstComma(text: string): string {
  return text.replace(/^(\w+), /, '$1 ');
}

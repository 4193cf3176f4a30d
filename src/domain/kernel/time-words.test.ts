import { describe, expect, test } from 'vitest';
import { parseCalendarDay } from './calendar.ts';
import { formatCalendarDay, formatInstant } from './time-words.ts';

describe('R5: times in words', () => {
  test('an instant is said in the zone asked for, on that zone’s day', () => {
    const at = '2026-11-22T23:30:00.000Z';
    expect(formatInstant(at, 'UTC')).toBe('Sun 22 Nov 2026, 23:30');
    expect(formatInstant(at, 'Europe/Berlin')).toBe('Mon 23 Nov 2026, 00:30');
    expect(formatInstant(at, 'America/New_York')).toBe('Sun 22 Nov 2026, 18:30');
  });

  test('a calendar day is no instant and stays the day it is', () => {
    const day = parseCalendarDay('2026-03-01');
    expect(day && formatCalendarDay(day)).toBe('Sun 1 Mar 2026');
  });
});

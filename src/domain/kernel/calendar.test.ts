import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMs,
  type CalendarDay,
  DAY_MS,
  dayIn,
  epochMs,
  formatDuration,
  type Instant,
  instant,
  instantFromEpochMs,
  isTimeZone,
  parseCalendarDay,
  quarterOf,
  startOfDay,
} from './calendar.ts';

const ZONES = [
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const zones = fc.constantFrom(...ZONES);
const days = fc
  .integer({
    min: epochMs(instant('1990-01-01T00:00Z')),
    max: epochMs(instant('2060-01-01T00:00Z')),
  })
  .map((at) => dayIn('UTC', instantFromEpochMs(at)));

/** Samoa went from 29 to 31 December 2011: this day did not happen there. */
const MISSING = { day: '2011-12-30', zone: 'Pacific/Apia' };

describe('L5: when a scheduled day begins', () => {
  it.each([
    ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 'America/New_York', '2026-11-24T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-11-24', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
    // Clocks went from 00:00 to 01:00: the day began at 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2022-03-27', 'Asia/Beirut', '2022-03-26T22:00:00.000Z'],
    // Midnight came twice: the first one counts.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    // A day that was skipped begins when the next one does.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('L5: %s in %s begins at %s', (day, zone, expected) => {
    expect(startOfDay(day as CalendarDay, zone)).toBe(expected);
  });

  it('L5: the first instant of a day is in that day and the millisecond before is not', () => {
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        fc.pre(!(day === MISSING.day && zone === MISSING.zone));
        const start = startOfDay(day, zone);
        expect(dayIn(zone, start)).toBe(day);
        expect(dayIn(zone, addMs(start, -1)) < day).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('L5: no instant is before the start of its own day or after the start of the next', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 631_152_000_000, max: 2_840_140_800_000 }),
        zones,
        (at, zone) => {
          const now = instantFromEpochMs(at);
          const day = dayIn(zone, now);
          expect(startOfDay(day, zone) <= now).toBe(true);
          expect(startOfDay(addDays(day, 1), zone) > now).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('L5: days last 23 to 25 hours around clock changes', () => {
    const length = (day: string, zone: string): number =>
      epochMs(startOfDay(addDays(day as CalendarDay, 1), zone)) -
      epochMs(startOfDay(day as CalendarDay, zone));
    expect(length('2026-03-29', 'Europe/Berlin')).toBe(DAY_MS - 3_600_000);
    expect(length('2026-10-25', 'Europe/Berlin')).toBe(DAY_MS + 3_600_000);
    expect(length('2026-04-05', 'Australia/Lord_Howe')).toBe(DAY_MS + 1_800_000);
  });
});

describe('R5: instants and days as text', () => {
  it('R5: an instant with any offset is kept in UTC with milliseconds', () => {
    expect(instant('2026-11-22T10:04:54+05:30')).toBe('2026-11-22T04:34:54.000Z');
    expect(() => instant('2026-11-22')).toThrow(RangeError);
  });

  it('R5: epoch milliseconds survive the way through text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
        expect(epochMs(instantFromEpochMs(at))).toBe(at);
      }),
    );
  });

  it('reads real days only', () => {
    expect(parseCalendarDay('2028-02-29')).toBe('2028-02-29');
    for (const text of [
      '2026-02-29',
      '2026-2-1',
      '2026-13-01',
      '26-01-01',
      '',
      '2026-01-01T00:00',
    ]) {
      expect(parseCalendarDay(text)).toBeNull();
    }
  });

  it('takes IANA zones and refuses offsets and inventions', () => {
    for (const zone of ZONES) expect(isTimeZone(zone)).toBe(true);
    for (const zone of ['+02:00', 'Mars/Olympus', '', 'UTC; DROP', '../etc']) {
      expect(isTimeZone(zone)).toBe(false);
    }
  });

  it('R1: quarters are those of UTC', () => {
    expect(quarterOf(instant('2026-12-31T23:59:59-05:00'))).toEqual({ year: 2027, quarter: 1 });
    expect(quarterOf(instant('2026-09-30T23:59:59.999Z'))).toEqual({ year: 2026, quarter: 3 });
    expect(quarterOf(instant('2026-10-01T00:00Z'))).toEqual({ year: 2026, quarter: 4 });
  });
});

describe('X4: elapsed time', () => {
  const [s, m, h] = [1000, 60_000, 3_600_000];
  it.each([
    [2 * DAY_MS + 3 * h + 59 * m, '2 d, 3 h'],
    [4 * h + 5 * m + 59 * s, '4 h, 5 m'],
    [12 * m + 30 * s, '12 m'],
    [8 * s + 999, '8 s'],
    [0, '0 s'],
    [-5, '0 s'],
    [59 * s, '59 s'],
    [m, '1 m'],
    [h, '1 h'],
    [h - 1, '59 m'],
    [DAY_MS - 1, '23 h, 59 m'],
    [DAY_MS, '1 d'],
    [400 * DAY_MS + h, '400 d, 1 h'],
  ])('X4: %d ms reads %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });

  it('X4: what is read back never exceeds what elapsed, by less than one of its last unit', () => {
    const unit: Record<string, number> = { d: DAY_MS, h, m, s };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * DAY_MS }), (duration) => {
        const parts = formatDuration(duration).split(', ');
        const read = parts.reduce((sum, part) => {
          const [number, name = ''] = part.split(' ');
          return sum + Number(number) * (unit[name] ?? Number.NaN);
        }, 0);
        expect(read).toBeLessThanOrEqual(duration);
        const last = duration < m ? s : duration < h ? m : duration < DAY_MS ? m : h;
        expect(duration - read).toBeLessThan(last);
      }),
    );
  });
});

it('adds days across month, year and leap day', () => {
  expect(addDays('2028-02-28' as CalendarDay, 1)).toBe('2028-02-29');
  expect(addDays('2026-12-31' as CalendarDay, 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01' as CalendarDay, -1)).toBe('2026-02-28');
  expect(addMs('2026-11-22T00:00:00.000Z' as Instant, -1)).toBe('2026-11-21T23:59:59.999Z');
});

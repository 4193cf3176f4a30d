import { describe, expect, it } from 'vitest';
import {
  formatDay,
  formatInstant,
  formatInstantExactly,
  formatMoment,
  formatMoney,
  formatOffset,
  formatRelative,
} from './format.ts';

const ZONE = 'Europe/Berlin';
const now = Date.parse('2026-11-22T10:00:00.000Z');
const relative = (at: string, zone = ZONE) => formatRelative(at, now, zone);

describe('R5: times are shown in the viewer’s zone', () => {
  it('shows an instant by the clock of the zone, also across midnight', () => {
    expect(formatInstant('2026-11-24T04:30:00.000Z', 'America/New_York')).toBe(
      'Mon 23 Nov 2026, 23:30',
    );
    expect(formatInstantExactly('2026-11-24T04:30:09.000Z', ZONE)).toBe(
      'Tue 24 Nov 2026, 05:30:09',
    );
  });

  it('leaves out the day when it is today, as the zone counts days', () => {
    expect(formatMoment('2026-11-22T04:30:00.000Z', now, ZONE)).toBe('05:30');
    expect(formatMoment('2026-11-22T04:30:00.000Z', now, 'America/New_York')).toBe(
      'Sat 21 Nov 2026, 23:30',
    );
  });

  it('shows a calendar day as it is written, whatever the zone of this machine', () => {
    expect(formatDay('2026-11-24', now)).toBe('Tue 24 Nov');
    expect(formatDay('2027-01-01', now)).toBe('Fri 1 Jan 2027');
  });

  it('names the offset that holds at the instant, summer and winter', () => {
    expect(formatOffset(ZONE, now)).toBe('UTC+01:00');
    expect(formatOffset(ZONE, Date.parse('2026-07-01T00:00:00Z'))).toBe('UTC+02:00');
    expect(formatOffset('UTC', now)).toBe('UTC+00:00');
    expect(formatOffset('Asia/Kolkata', now)).toBe('UTC+05:30');
  });
});

describe('relative times', () => {
  it.each([
    ['2026-11-22T09:59:31.000Z', 'just now'],
    ['2026-11-22T09:48:00.000Z', '12 m ago'],
    ['2026-11-22T07:00:00.000Z', '3 h ago'],
    ['2026-11-21T08:00:00.000Z', 'yesterday'],
    ['2026-11-17T08:00:00.000Z', '5 d ago'],
    ['2026-10-01T08:00:00.000Z', '1 Oct'],
    ['2025-10-01T08:00:00.000Z', '1 Oct 2025'],
    ['2026-11-22T10:00:20.000Z', 'just now'],
    ['2026-11-22T12:30:00.000Z', 'in 2 h'],
    ['2026-11-23T20:00:00.000Z', 'tomorrow'],
    ['2026-11-26T10:00:00.000Z', 'in 4 d'],
  ])('%s is "%s"', (at, words) => {
    expect(relative(at)).toBe(words);
  });

  it('counts calendar days of the zone, so a day of 25 hours is one day', () => {
    const monday = Date.parse('2026-10-26T11:00:00.000Z');
    // 12:00 summer time on Saturday to 12:00 winter time on Monday: 49 hours, two days.
    expect(formatRelative('2026-10-24T10:00:00.000Z', monday, ZONE)).toBe('2 d ago');
  });
});

describe('M1: money is shown exactly', () => {
  it.each([
    ['0', '$0.00'],
    ['330', '$330.00'],
    ['1234.5', '$1,234.50'],
    ['200000000.00', '$200,000,000.00'],
    ['0.125', '$0.125'],
    ['-12.30', '-$12.30'],
    ['9007199254740993.01', '$9,007,199,254,740,993.01'],
  ])('%s is %s', (amount, shown) => {
    expect(formatMoney(amount)).toBe(shown);
  });
});

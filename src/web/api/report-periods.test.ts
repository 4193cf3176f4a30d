import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDay } from '../../domain/kernel/calendar.ts';
import { READY_PERIODS, readyChoice, readyPeriod } from './report-periods.ts';

const on = (today: string) => (choice: (typeof READY_PERIODS)[number]) => {
  const { from, to } = readyPeriod(choice, today as CalendarDay);
  return `${from} ${to}`;
};

describe('D3: the ready periods', () => {
  it('run until today, or are whole', () => {
    expect(READY_PERIODS.map(on('2026-11-22'))).toEqual([
      '2026-11-01 2026-11-22',
      '2026-10-01 2026-10-31',
      '2026-10-01 2026-11-22',
      '2026-07-01 2026-09-30',
      '2026-01-01 2026-11-22',
      '2026-10-24 2026-11-22',
    ]);
  });

  it('reach back over the turn of a year and into a leap year’s February', () => {
    expect(READY_PERIODS.map(on('2028-01-01'))).toEqual([
      '2028-01-01 2028-01-01',
      '2027-12-01 2027-12-31',
      '2028-01-01 2028-01-01',
      '2027-10-01 2027-12-31',
      '2028-01-01 2028-01-01',
      '2027-12-03 2028-01-01',
    ]);
    expect(on('2028-03-31')('lastMonth')).toBe('2028-02-01 2028-02-29');
  });

  it('are known again by their days, on every day of four years', () => {
    let day = '2025-01-01' as CalendarDay;
    for (let n = 0; n < 1_461; n += 1) {
      for (const choice of READY_PERIODS) {
        const days = readyPeriod(choice, day);
        const found = readyChoice(days, day);
        expect(found).not.toBeNull();
        // Where two choices mean the same days, either name is right.
        expect(readyPeriod(found ?? choice, day)).toEqual(days);
      }
      day = addDays(day, 1);
    }
    expect(
      readyChoice({ from: '2026-11-02' as CalendarDay, to: '2026-11-22' as CalendarDay }, day),
    ).toBeNull();
  });
});

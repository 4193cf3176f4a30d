import { describe, expect, it } from 'vitest';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { readSummarySearch } from '../../../api/reports.ts';
import { shownType } from './shown-type.ts';
import { isPartial } from './spans.ts';
import { dayLabels, placeOf } from './timeline.ts';

const figures = { completed: 1, priced: 1, clientTotal: '0.00', discount: '0.00', total: '0.00' };
const none = { averagePrice: null, averageTatMs: null, medianTatMs: null };
const row = (type: SummaryAnswer['byType'][number]['type'], total: string, priced = 1) => ({
  ...figures,
  ...none,
  type,
  total,
  priced,
});

describe('D3: a week or month of the trend', () => {
  it('is partial when the period cuts it', () => {
    expect(isPartial({ from: '2026-11-16', to: '2026-11-22' }, 'week')).toBe(false);
    expect(isPartial({ from: '2026-11-17', to: '2026-11-22' }, 'week')).toBe(true);
    expect(isPartial({ from: '2026-11-16', to: '2026-11-20' }, 'week')).toBe(true);
    expect(isPartial({ from: '2028-02-01', to: '2028-02-29' }, 'month')).toBe(false);
    expect(isPartial({ from: '2028-02-01', to: '2028-02-28' }, 'month')).toBe(true);
    expect(isPartial({ from: '2028-02-02', to: '2028-02-29' }, 'month')).toBe(true);
  });
});

describe('D3: whose prices are shown one by one', () => {
  const byType = [row('user_records', '99.00'), row('xml_files', '100.00')];

  it('is the chosen type, else the one billed most', () => {
    expect(shownType(readSummarySearch({}), byType)).toBe('xml_files');
    expect(shownType(readSummarySearch({ points: 'unit_transfer' }), byType)).toBe('unit_transfer');
  });

  it('is never one that the filter leaves out', () => {
    const search = readSummarySearch({ points: 'unit_transfer', type: 'user_records' });
    expect(shownType(search, [row('user_records', '99.00')])).toBe('user_records');
    expect(shownType(search, [])).toBe('user_records');
  });

  it('is not one without any priced request', () => {
    const rows = [row('xml_files', '0.00', 0), row('user_records', '0.00', 1)];
    expect(shownType(readSummarySearch({}), rows)).toBe('user_records');
  });
});

describe('D3: prices over time', () => {
  // The clocks go back within it: 31 days and an hour.
  const period = {
    from: '2026-10-01',
    to: '2026-10-31',
    zone: 'Europe/Berlin',
    fromAt: '2026-09-30T22:00:00.000Z',
    untilAt: '2026-10-31T23:00:00.000Z',
  };

  it('stand between the ends of the period', () => {
    expect(placeOf('2026-09-30T22:00:00.000Z', period)).toBe(0);
    expect(placeOf('2026-10-16T10:30:00.000Z', period)).toBe(50);
    expect(placeOf('2026-10-31T23:00:00.000Z', period)).toBe(100);
  });

  it('have a few days named below them, each where it begins in the period’s zone', () => {
    const labels = dayLabels(period);
    expect(labels.map(({ text }) => text)).toEqual([
      '1 Oct',
      '7 Oct',
      '13 Oct',
      '19 Oct',
      '25 Oct',
      '31 Oct',
    ]);
    expect(labels[1]?.at).toBe(placeOf('2026-10-06T22:00:00.000Z', period));
    expect(labels[5]?.at).toBe(placeOf('2026-10-30T23:00:00.000Z', period));
  });

  it('are one label for a single day', () => {
    const day = { ...period, to: '2026-10-01', untilAt: '2026-10-01T22:00:00.000Z' };
    expect(dayLabels(day)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import {
  readSummarySearch,
  summaryDownload,
  summaryParameters,
  withChoice,
  withPeriod,
} from './reports.ts';

describe('D3: the summary as it stands in the address', () => {
  it('keeps what it understands, in one order, and drops the rest', () => {
    const search = readSummarySearch({
      from: '2026-10-01',
      to: '2026-10-31',
      days: 'billing',
      team: 'support,revenue,marketing',
      type: 'user_records',
      trend: 'month',
      points: 'xml_files',
      other: 'x',
    });
    expect(search).toEqual({
      from: '2026-10-01',
      to: '2026-10-31',
      days: 'billing',
      team: 'revenue,support',
      type: 'user_records',
      trend: 'month',
      points: 'xml_files',
    });
  });

  it('takes both days or none, and only days that exist', () => {
    expect(readSummarySearch({ from: '2026-10-01' })).toEqual({});
    expect(readSummarySearch({ from: '2026-02-30', to: '2026-03-01' })).toEqual({});
    expect(readSummarySearch({ days: 'lunar', trend: 'day', points: 'cakes', team: '' })).toEqual(
      {},
    );
  });

  it('asks the server for what it knows: the type of the points is the page’s own', () => {
    expect(summaryParameters({ team: 'revenue', points: 'xml_files', trend: 'week' })).toEqual({
      team: 'revenue',
      trend: 'week',
    });
  });

  it('lets weeks give way to a period longer than a year', () => {
    const year = readSummarySearch({ from: '2025-11-22', to: '2026-11-22', trend: 'week' });
    expect(summaryParameters(year)).toMatchObject({ trend: 'week' });
    const longer = readSummarySearch({ from: '2025-11-21', to: '2026-11-22', trend: 'week' });
    expect(summaryParameters(longer)).not.toHaveProperty('trend');
  });

  it('downloads the tables of the very same period and filters', () => {
    const search = readSummarySearch({ from: '2026-10-01', to: '2026-10-31', team: 'revenue' });
    expect(summaryDownload(search, 'xlsx')).toBe(
      '/api/reports/summary/download?from=2026-10-01&to=2026-10-31&team=revenue&format=xlsx',
    );
  });

  it('changes a filter or the period and leaves the rest', () => {
    const search = readSummarySearch({
      from: '2026-10-01',
      to: '2026-10-31',
      team: 'revenue',
      trend: 'week',
    });
    expect(withChoice(search, 'team', [])).not.toHaveProperty('team');
    expect(withPeriod(search, { days: 'billing' })).toEqual({
      team: 'revenue',
      trend: 'week',
      days: 'billing',
    });
  });
});

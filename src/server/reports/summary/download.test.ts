import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { SummaryAnswer } from '../../../domain/api/reports.ts';
import { loadCompletions } from './exact.testing.ts';

const test = useApp();
let admin: TestUser;
let leader: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { roles: ['admin'], timezone: 'America/New_York' });
  leader = await makeUser(test.db, { roles: ['leadership'] });
  await loadCompletions(test.db, admin.id, { count: 300, seed: 4 });
});

const QUERY = 'from=2025-10-01&to=2025-12-31&team=revenue,support';
const get = (user: TestUser, path: string) =>
  test.app.inject({ url: `/api/reports/summary${path}`, headers: as(user) });

async function csv(user: TestUser, query: string): Promise<readonly string[][]> {
  const answer = await get(user, `/download?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return parse(answer.body, { bom: true, relax_column_count: true, skip_empty_lines: false });
}

it('D3: the CSV file holds the figures of the page and says what they are', async () => {
  const answer = (await get(admin, `?${QUERY}`)).json<SummaryAnswer>();
  expect(answer.total.completed).toBeGreaterThan(50);
  const lines = await csv(admin, QUERY);
  expect(lines).toContainEqual(['Period', '2025-10-01 to 2025-12-31, both included']);
  expect(lines).toContainEqual(['Time zone of the days', 'America/New_York']);
  expect(lines).toContainEqual(['Narrowed to', 'Revenue, Support']);
  expect(lines.find(([name]) => name === 'Date basis')?.[1]).toMatch(/^Time of completion/);
  const line = (first: string) => lines.find(([name]) => name === first);
  const cell = (first: string, heading: string) => {
    const headings = lines.find((one) => one.includes(heading)) ?? [];
    return line(first)?.[headings.indexOf(heading)];
  };
  const period = '2025-10-01 to 2025-12-31';
  expect(cell(period, 'Total (USD)')).toBe(answer.total.total);
  expect(cell(period, 'Completed')).toBe(String(answer.total.completed));
  expect(cell(period, 'Median TAT (ms)')).toBe(String(answer.total.medianTatMs));
  expect(cell(period, 'Margin (USD)')).toBe(answer.total.costs?.margin);
  expect(cell('Revenue', 'Total (USD)')).toBe(answer.byTeam[0]?.total);
  expect(lines.filter(([from]) => /^2025-1\d-\d\d$/.test(from ?? ''))).toHaveLength(
    answer.trend.length,
  );
});

it('D3: period, zone and date basis are in the name of the file', async () => {
  const name = async (query: string) =>
    (await get(admin, `/download?${query}`)).headers['content-disposition'];
  expect(await name(QUERY)).toContain(
    'summary_completed_2025-10-01_to_2025-12-31_america-new-york.csv',
  );
  expect(await name(`${QUERY}&days=billing&format=xlsx`)).toContain(
    'summary_completed_2025-10-01_to_2025-12-31_utc.xlsx',
  );
});

it('D3: the workbook holds the same, a table on each sheet', async () => {
  const answer = (await get(admin, `?${QUERY}`)).json<SummaryAnswer>();
  const file = (await get(admin, `/download?${QUERY}&format=xlsx`)).rawPayload;
  const sheets = await readXlsxFile(file);
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'About',
    'Total',
    'By team',
    'By type',
    'By week',
  ]);
  const [headings = [], total = []] = sheets[1]?.data ?? [];
  expect(Number(total[headings.indexOf('Total (USD)')]).toFixed(2)).toBe(answer.total.total);
  expect(sheets[4]?.data).toHaveLength(answer.trend.length + 1);
});

it('P4: no file of leadership holds costs', async () => {
  const lines = await csv(leader, QUERY);
  expect(lines.flat().join(' ')).not.toMatch(/cost \(USD\)|Margin/i);
  expect((await csv(admin, QUERY)).flat()).toContain('Margin (USD)');
});

it('P5, D3: nobody else, and nothing for a period that cannot be', async () => {
  const operator = await makeUser(test.db, { roles: ['operator'] });
  expect((await get(operator, `/download?${QUERY}`)).statusCode).toBe(403);
  expect((await get(admin, '/download?from=2025-02-01&to=2025-01-01')).statusCode).toBe(422);
  expect((await get(admin, '/download?format=pdf')).statusCode).toBe(422);
});

import { beforeAll, describe, expect, it } from 'vitest';
import { as } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../tests/helpers/requests.ts';
import type { Problem } from '../../domain/errors.ts';

const test = useApp();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const LONG = '9'.repeat(3_000);
const BAD_DAYS = [
  '0000-00-00',
  '2026-02-30',
  '2026-13-01',
  '9999-12-31',
  '-000001-01-01',
  '+275760-09-13',
  '275760-09-13',
  '2026-1-1',
  '2026-11-22T00:00:00Z',
  'today',
  '1999-12-31',
  '２０２６-11-22',
  LONG,
];
const day = (text: string) => encodeURIComponent(text);

/** Every address of reports that takes days, complete but for them. */
const PERIODS = [
  '/api/reports/summary?',
  '/api/reports/summary/points?type=user_records&',
  '/api/reports/summary/download?',
  '/api/reports/operations?',
  '/api/exports/preview?report=accounting&',
  '/api/exports/download?report=accounting&',
] as const;

const get = (url: string) => test.app.inject({ url, headers: as(cast.admin) });

/** Refused as invalid input, and at this field. */
async function expectIssueAt(url: string, field: string) {
  const reply = await get(url);
  const { code, issues } = reply.json<Problem>();
  expect({ url, status: reply.statusCode, code }).toMatchObject({ url, status: 422 });
  expect({ url, fields: issues?.map(({ path }) => path) }).toMatchObject({
    url,
    fields: expect.arrayContaining([field]),
  });
}

describe('D2–D4: what reports are asked for', () => {
  it.each(PERIODS)('%s refuses days that are none, at their field', async (base) => {
    for (const bad of BAD_DAYS) {
      await expectIssueAt(`${base}from=${day(bad)}&to=2026-11-22`, 'from');
      await expectIssueAt(`${base}from=2026-11-22&to=${day(bad)}`, 'to');
    }
  });

  it.each(PERIODS)(
    '%s refuses reversed and endless periods, twice the same, lists',
    async (base) => {
      await expectIssueAt(`${base}from=2026-11-22&to=2026-11-21`, 'to');
      await expectIssueAt(`${base}from=2000-01-01&to=2027-05-19`, 'to');
      await expectIssueAt(`${base}from=2026-11-01&from=2026-11-02&to=2026-11-22`, 'from');
      await expectIssueAt(`${base}from=2026-11-01&to=2026-11-22&to[]=2026-11-22`, '');
      await expectIssueAt(`${base}from=2026-11-01&to=2026-11-22&unknown=1`, '');
      await expectIssueAt(`${base}from=2026-11-01&to=2026-11-22&__proto__=1`, '');
    },
  );
});

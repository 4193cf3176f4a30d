import { beforeAll, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import type { ExportJob } from '../../domain/api/exports.ts';
import { addRequest, exportsApi, OCTOBER } from './exports/exports.testing.ts';
import { writeExport } from './exports/write-export.ts';

const test = useApp();
const exports = exportsApi(test, as);
let leader: TestUser;
beforeAll(async () => {
  leader = await makeUser(test.db, { roles: ['leadership'] });
  const requester = await makeUser(test.db, { teams: ['revenue'] });
  await addRequest(test, requester);
  await addRequest(test, requester);
});

const entries = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'target', 'details'])
    .orderBy('id')
    .execute();

it('section 10: who downloads or orders which report is in the audit log, and refusals are not', async () => {
  const query = new URLSearchParams(OCTOBER).toString();
  const get = (url: string) => test.app.inject({ url, headers: as(leader) });
  expect((await get(`/api/exports/download?${query}`)).statusCode).toBe(200);
  expect((await get('/api/exports/download?report=nothing')).statusCode).toBe(422);
  const ordered = await exports.post(leader, '', OCTOBER);
  const { id } = ordered.json<ExportJob>();
  await writeExport(test.context, id, new AbortController().signal);
  expect((await get(`/api/exports/${id}/file`)).statusCode).toBe(200);
  const summary = '/api/reports/summary/download?from=2026-10-01&to=2026-10-31&format=csv';
  expect((await get(summary)).statusCode).toBe(200);
  const by = { actor_id: leader.id };
  const october = { report: 'revenue_support', from: OCTOBER.from, rows: 2, format: 'csv' };
  const file = expect.stringMatching(/2026-10-01.*\.csv$/);
  expect(await entries()).toMatchObject([
    { ...by, action: 'report_downloaded', target: file, details: october },
    { ...by, action: 'report_ordered', target: file, details: october },
    { ...by, action: 'report_downloaded', target: file, details: { rows: 2 } },
    { ...by, action: 'report_downloaded', target: file, details: { from: '2026-10-01' } },
  ]);
});

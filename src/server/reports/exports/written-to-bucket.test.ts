import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { SHORT_TIMEOUTS, useS3Store } from '../../../../tests/helpers/s3-store.ts';
import type { ExportJob, ExportsAnswer } from '../../../domain/api/exports.ts';
import { sweepFiles } from '../../files/sweep.ts';
import { addRequest, exportsApi, OCTOBER, recordsOf } from './exports.testing.ts';
import { tendExports } from './tend-exports.ts';
import { writeExport } from './write-export.ts';

/** D2 over a bucket: reports of several parts, as large ones are. */

const bucket = useS3Store({ timeouts: SHORT_TIMEOUTS });
const test = useApp({ context: bucket.context });
const exports = exportsApi(test, as);
const never = new AbortController().signal;
let leader: TestUser;

beforeAll(async () => {
  const requester = await makeUser(test.db, { teams: ['revenue'] });
  for (let made = 0; made < 130; made += 1) {
    await addRequest(test, requester, { instructions: 'a long story '.repeat(4_000) });
  }
});
beforeEach(async () => {
  leader = await makeUser(test.db, { roles: ['leadership'] });
});
afterEach(() => test.db.deleteFrom('report_exports').execute());

const create = async (): Promise<string> => {
  const answer = await exports.post(leader, '', { ...OCTOBER });
  expect(answer.statusCode).toBe(201);
  return answer.json<ExportJob>().id;
};
const only = async (): Promise<ExportJob | undefined> =>
  (await exports.get(leader, '')).json<ExportsAnswer>().exports[0];

describe('D2, F4 a report in a bucket', () => {
  it('is written in parts, spared by the sweep, and downloaded by an address of its own', async () => {
    const id = await create();
    await writeExport(test.context, id, never);
    const ready = await only();
    expect(ready).toMatchObject({ state: 'ready', rowsDone: 130 });
    expect(ready?.sizeBytes).toBeGreaterThan(6_000_000);
    const parts = bucket.s3.calls.filter(({ operation }) => operation === 'UploadPart');
    expect(parts.length).toBeGreaterThan(1);
    test.clock.set(new Date(Date.now() + 25 * 3_600_000).toISOString());
    expect(await sweepFiles(test.context)).toEqual({ uploads: 0, orphans: 0 });
    const answer = await exports.get(leader, `/${id}/file`);
    expect(answer.statusCode).toBe(302);
    const file = await fetch(String(answer.headers.location));
    expect(file.headers.get('content-disposition')).toContain(
      'attachment; filename="user-records_created_2026-10-01_to_2026-10-31_utc.csv"',
    );
    const content = Buffer.from(await file.arrayBuffer());
    expect(content.length).toBe(ready?.sizeBytes);
    expect(recordsOf(content)).toEqual(await exports.records(leader, OCTOBER));
  });

  it('whose store fails in the middle is begun again, and nothing of the first attempt is kept', async () => {
    const id = await create();
    bucket.s3.trouble(
      { kind: 'refuse', status: 403, code: 'AccessDenied' },
      { when: ({ operation, partNumber }) => operation === 'UploadPart' && partNumber === 2 },
    );
    await writeExport(test.context, id, never);
    expect([await only(), await bucket.kept()]).toMatchObject([{ state: 'waiting' }, []]);
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({ state: 'ready', rowsDone: 130 });
    expect(await bucket.kept()).toHaveLength(1);
  });

  it('whose store went away altogether waits for it, and is not left half-begun', async () => {
    const id = await create();
    await bucket.s3.shut();
    await writeExport(test.context, id, never);
    await bucket.s3.open();
    expect(await only()).toMatchObject({ state: 'waiting' });
    await writeExport(test.context, id, never);
    expect(await only()).toMatchObject({ state: 'ready' });
  });

  it('goes after seven days, its bytes too', async () => {
    const id = await create();
    await writeExport(test.context, id, never);
    test.clock.advance({ days: 8 });
    await tendExports(test.context, never);
    expect([await only(), await bucket.kept()]).toMatchObject([{ state: 'expired' }, []]);
  });
});

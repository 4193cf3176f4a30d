import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, makeFile, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { PreviewAnswer } from '../../../domain/api/exports.ts';
import { addRequest, exportsApi, OCTOBER } from './exports.testing.ts';

const test = useApp();
const api = requestsApi(test);
const exports = exportsApi(test, as);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
  await test.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await sql`DELETE FROM requests r WHERE NOT EXISTS (SELECT 1 FROM request_events e WHERE e.request_id = r.id)`.execute(
    test.db,
  );
});

const codes = (records: readonly Record<string, string>[]) => records.map(({ Code }) => Code);
const issuesOf = (answer: { json: () => { issues?: { path: string; message: string }[] } }) =>
  answer.json().issues ?? [];

describe('P5 reports are for leadership and admins', () => {
  it('answers everybody else with not_allowed, on every address', async () => {
    for (const user of [cast.requester, cast.operator, cast.qa, cast.nobody]) {
      const answers = [
        await exports.get(user, '/preview', OCTOBER),
        await exports.get(user, '/download', OCTOBER),
        await exports.get(user, ''),
        await exports.post(user, '', OCTOBER),
      ];
      expect(answers.map((answer) => answer.statusCode)).toEqual([403, 403, 403, 403]);
    }
    for (const user of [cast.leader, cast.admin]) {
      expect((await exports.get(user, '/preview', OCTOBER)).statusCode).toBe(200);
    }
  });
});

describe('D2 the life of a request in its report', () => {
  it('D2, P4: every column from creation to the frozen price, times in UTC, no costs', async () => {
    test.clock.set('2026-11-18T09:00:05.900Z');
    const file = await makeFile(test, cast.requester, 'users, new.xlsx');
    const code = await api.created(cast.requester, 'user_records', {
      link: 'https://example.com/list',
      file,
      instructions: '**Soon**\n- first',
      groups: [
        {
          operation: 'add',
          emails: ['a@example.com', 'b@example.com'],
          accessLevel: 'listing_agent',
          properties: ['Elm Court'],
          deactivate: false,
        },
      ],
    });
    const details = { usersUpdated: 3, propertiesUpdated: 0, operatingNotes: 'Done, "all"' };
    test.clock.advance({ hours: 26 });
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', details);
    await api.did(cast.qa, code, 'start_qa');
    test.clock.advance({ hours: 1, minutes: 30 });
    await api.did(cast.qa, code, 'complete', details);
    const query = { ...OCTOBER, from: '2026-11-18', to: '2026-11-18' };
    const [record, ...others] = await exports.records(cast.leader, query);
    expect(others).toEqual([]);
    expect(record).toEqual({
      Code: code,
      'Requested at (UTC)': '2026-11-18 09:00:05',
      Requester: 'Rita Example',
      Team: 'Revenue',
      Priority: 'Normal',
      Partner: 'Northwind',
      Status: 'Completed',
      'Completed at (UTC)': '2026-11-19 12:30:05',
      TAT: '1 d, 3 h',
      'TAT (seconds)': '99000',
      'Submitted files': 'users, new.xlsx',
      Link: 'https://example.com/list',
      'Special instructions': '**Soon**\n- first',
      Operator: 'Dana Example',
      'Operated at (UTC)': '2026-11-19 11:00:05',
      'QA agent': 'Quinn Example',
      'Sent to QA at (UTC)': '2026-11-19 11:00:05',
      'QA started at (UTC)': '2026-11-19 11:00:05',
      'Users updated': '3',
      'Properties updated': '0',
      'Bulk updates': '',
      'Manual property updates': '',
      'Manual unit updates': '',
      'CSV rows': '',
      'Processing-report rows': '',
      'Operator spreadsheet link': '',
      'Operating notes': 'Done, "all"',
      'User groups':
        '1. Operation: Add; User emails: a@example.com, b@example.com; Access level: Listing agent; Properties: Elm Court; Deactivate these users from the portal: No',
      'Scheduled date': '',
      'User update subtotal (USD)': '3.75',
      'Property update subtotal (USD)': '0.00',
      'Bulk update subtotal (USD)': '0.00',
      'Manual property update subtotal (USD)': '0.00',
      'Manual unit update subtotal (USD)': '0.00',
      'CSV row subtotal (USD)': '0.00',
      'Processing-report row subtotal (USD)': '0.00',
      'Total (USD)': '3.75',
      'Discount (%)': '0.0',
      'Discount (USD)': '0.00',
      'Final price (USD)': '3.75',
    });

    // L12, M3: what was rejected is not billed; the price goes with the completion.
    await api.did(cast.leader, code, 'reject', { reason: 'Not all of them' });
    const [rejected] = await exports.records(cast.leader, query);
    expect(rejected).toMatchObject({
      Status: 'In progress',
      TAT: '',
      'TAT (seconds)': '',
      'User update subtotal (USD)': '',
      'Total (USD)': '',
      'Final price (USD)': '',
    });
  });

  it('D5: final prices add up to what the database adds up', async () => {
    const complete = async (usersUpdated: number, discount: string | null) => {
      const code = await api.created(cast.requester);
      const details = { usersUpdated, propertiesUpdated: 7 };
      await api.did(cast.operator, code, 'operate');
      await api.did(cast.operator, code, 'send_to_qa', details);
      await api.did(cast.qa, code, 'start_qa');
      await api.did(cast.qa, code, 'complete', details);
      if (discount !== null) {
        await api.did(cast.admin, code, 'discount', {
          discountPercent: discount,
          reason: 'Agreed',
        });
      }
    };
    for (const [users, discount] of [
      [1, null],
      [13, '12.5'],
      [999, '0.1'],
      [0, '100.0'],
    ] as const) {
      await complete(users, discount);
    }
    const records = await exports.records(cast.admin, {
      ...OCTOBER,
      from: '2026-11-01',
      to: '2026-12-31',
    });
    const cents = (text: string | undefined) => BigInt((text ?? '').replace('.', '') || '0');
    const total = records.reduce((sum, record) => sum + cents(record['Final price (USD)']), 0n);
    const { rows } = await sql<{ total: string }>`
      SELECT sum(final_price) AS total FROM completions WHERE superseded_at IS NULL`.execute(
      test.db,
    );
    expect(total).toBe(cents(rows[0]?.total));
    expect(total > 0n).toBe(true);
    const discounted = records.find((record) => record['Discount (%)'] === '12.5');
    expect(cents(discounted?.['Total (USD)']) - cents(discounted?.['Discount (USD)'])).toBe(
      cents(discounted?.['Final price (USD)']),
    );
  });
});

describe('D2 filters', () => {
  it('days are UTC, both included, by when requests were created; oldest first', async () => {
    const at = async (createdAt: string) =>
      (await addRequest(test, cast.requester, { createdAt })).code;
    await at('2026-09-30T23:59:59.999Z');
    const last = await at('2026-10-31T23:59:59.999Z');
    const first = await at('2026-10-01T00:00:00Z');
    await at('2026-11-01T00:00:00Z');
    expect(codes(await exports.records(cast.leader, OCTOBER))).toEqual([first, last]);
  });

  it('in_progress_group is in progress and both QA stages; statuses add up', async () => {
    const by = new Map<string, string>();
    for (const status of [
      'pending',
      'in_progress',
      'qa_pending',
      'qa_in_progress',
      'blocked',
    ] as const) {
      by.set((await addRequest(test, cast.requester, { status })).code, status);
    }
    const found = async (status: string) =>
      codes(await exports.records(cast.leader, { ...OCTOBER, status })).map((code) =>
        by.get(code ?? ''),
      );
    expect(await found('in_progress_group')).toEqual([
      'in_progress',
      'qa_pending',
      'qa_in_progress',
    ]);
    expect(await found('blocked,in_progress')).toEqual(['in_progress', 'blocked']);
    expect(await found('cancelled')).toEqual([]);
  });

  it('team narrows Revenue/Support, state and carrier narrow Compliance', async () => {
    const support = await addRequest(test, cast.requester, { team: 'support' });
    await addRequest(test, cast.requester, { team: 'revenue' });
    expect(codes(await exports.records(cast.leader, { ...OCTOBER, team: 'support' }))).toEqual([
      support.code,
    ]);
    const xf = (state: string, carriers: string[]) =>
      addRequest(test, cast.requester, {
        type: 'xml_files',
        team: 'compliance',
        data: { state, carriers },
      });
    const texas = await xf('TX', ['rvic']);
    const utah = await xf('UT', ['rvic', 'ssic']);
    const iowa = await xf('CO', ['ssic']);
    const { from = '', to = '' } = OCTOBER;
    const compliance = { report: 'compliance', from, to };
    const found = async (more: Record<string, string>) =>
      codes(await exports.records(cast.leader, { ...compliance, ...more }));
    expect(await found({})).toEqual([texas.code, utah.code, iowa.code]);
    expect(await found({ state: 'TX,UT' })).toEqual([texas.code, utah.code]);
    expect(await found({ carrier: 'ssic' })).toEqual([utah.code, iowa.code]);
    expect(await found({ carrier: 'ssic', state: 'UT' })).toEqual([utah.code]);
  });

  it.each([
    [{ type: '' }, 'type'],
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '2026-11-01' }, 'to'],
    [{ from: '1500-01-01' }, 'from'],
    [{ from: '2016-10-31', to: '2026-10-31' }, 'to'],
    [{ state: 'TX' }, 'state'],
    [{ carrier: 'ssic' }, 'carrier'],
    [{ status: 'done' }, 'status.0'],
    [{ format: 'pdf' }, 'format'],
    [{ bom: 'perhaps' }, 'bom'],
    [{ colour: 'red' }, ''],
  ])('refuses %o and names it', async (wrong, path) => {
    const answer = await exports.get(cast.leader, '/download', { ...OCTOBER, ...wrong });
    expect(answer.statusCode).toBe(422);
    expect(issuesOf(answer).map((issue) => issue.path)).toEqual([path]);
  });

  it('refuses a type and a team where a report has only one type, and a missing type', async () => {
    const { from = '', to = '' } = OCTOBER;
    const paths = async (query: Record<string, string>) =>
      issuesOf(await exports.get(cast.leader, '/preview', { from, to, ...query })).map(
        ({ path }) => path,
      );
    expect(await paths({ report: 'accounting', type: 'user_records' })).toEqual(['type']);
    expect(await paths({ report: 'compliance', team: 'revenue' })).toEqual(['team']);
    expect(await paths({ report: 'revenue_support' })).toEqual(['type']);
    expect(await paths({ report: 'payroll' })).toEqual(['report']);
  });

  it('takes ten years to the day', async () => {
    const answer = await exports.get(cast.leader, '/preview', {
      ...OCTOBER,
      from: '2016-11-01',
      to: '2026-10-31',
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('D2 preview', () => {
  it('shows the first twenty rows, the exact count, and which date counts', async () => {
    for (let made = 0; made < 23; made += 1) await addRequest(test, cast.requester);
    const answer = await exports.get(cast.leader, '/preview', OCTOBER);
    const preview: PreviewAnswer = answer.json();
    expect(preview.rowCount).toBe(23);
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows.every((row) => row.length === preview.columns.length)).toBe(true);
    expect(preview.basis).toContain('Created from 2026-10-01 to 2026-10-31');
    expect(preview.fileName).toBe('user-records_created_2026-10-01_to_2026-10-31_utc.csv');
  });
});

describe('D2 the file', () => {
  it('is an attachment whose name says the date basis, with the number of rows', async () => {
    await addRequest(test, cast.requester);
    const answer = await exports.get(cast.leader, '/download', OCTOBER);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'x-content-type-options': 'nosniff',
      'x-row-count': '1',
      'cache-control': 'no-store',
    });
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="user-records_created_2026-10-01_to_2026-10-31_utc\.csv"/,
    );
    expect([...answer.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const plain = await exports.get(cast.leader, '/download', { ...OCTOBER, bom: 'false' });
    expect(plain.rawPayload.subarray(0, 4).toString()).toBe('Code');
  });

  it('has the headings alone when nothing matches, in both formats', async () => {
    const csv = await exports.get(cast.leader, '/download', OCTOBER);
    expect(csv.body.split('\r\n')).toHaveLength(2);
    const xlsx = await exports.get(cast.leader, '/download', { ...OCTOBER, format: 'xlsx' });
    const [sheet] = await readXlsxFile(xlsx.rawPayload);
    expect(sheet?.data).toHaveLength(1);
  });

  it('XLSX: holds the same as the CSV, numbers as numbers and formulas as text', async () => {
    await addRequest(test, cast.requester, {
      partnerName: '=HYPERLINK("https://example.com")',
      instructions: 'a & b < c > "d"\n\u0007_x0041_ 😀',
      operation: { usersUpdated: 12, propertiesUpdated: 0 },
    });
    const answer = await exports.get(cast.leader, '/download', { ...OCTOBER, format: 'xlsx' });
    const [sheet] = await readXlsxFile(answer.rawPayload);
    const [headings = [], cells = []] = sheet?.data ?? [];
    const cell = (heading: string) => cells[headings.indexOf(heading)];
    expect(cell('Partner')).toBe('=HYPERLINK("https://example.com")');
    expect(cell('Users updated')).toBe(12);
    expect(cell('Properties updated')).toBe(0);
    expect(cell('Final price (USD)')).toBeNull();
    const csv = await exports.get(cast.leader, '/download', OCTOBER);
    expect(csv.body).toContain(`"'=HYPERLINK(""https://example.com"")"`);
  });

  it('section 4: bank details are "Hidden", whoever reads the report', async () => {
    const property = await api.created(cast.requester, 'property_records', {
      subType: 'banking_information',
      bankDetails: 'DE89 3704 0044 0532 0130 00',
      newNames: undefined,
    });
    const day = test.clock.now().slice(0, 10);
    const query = { ...OCTOBER, type: 'property_records', from: day, to: day };
    const answer = await exports.get(cast.admin, '/download', query);
    expect(answer.body).not.toMatch(/DE89|0044|kept/);
    const [record] = await exports.records(cast.admin, query);
    expect(record).toMatchObject({ Code: property, 'Bank details': 'Hidden' });
    expect(record?.['Sub-type']).toBe('Banking information');
  });
});

describe('a download', () => {
  const TEXT = 'x'.repeat(8_000);
  const many = () =>
    sql`INSERT INTO requests (code, type, thread_title, team, status, requester_id, creator_id,
        instructions, data, created_at, updated_at, status_since, tat_start_at)
      SELECT 'UR-27Q1' || i, 'user_records', 'x', 'revenue', 'pending', ${cast.requester.id}::bigint,
        ${cast.requester.id}::bigint, ${TEXT}, '{}', timestamptz '2026-10-02' + i * interval '1 s', now(),
        now(), now() FROM generate_series(1001, 3500) AS i`.execute(test.db);

  /** Open transactions that read a report, of this database alone. */
  const openTransactions = async () => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND xact_start IS NOT NULL`.execute(test.db);
    return rows[0]?.count;
  };

  const begin = (user = cast.leader) => {
    const { port } = test.app.server.address() as AddressInfo;
    const path = `/api/exports/download?${new URLSearchParams(OCTOBER)}`;
    const call = request({ host: '127.0.0.1', port, path, headers: as(user) });
    const { promise: answered, resolve, reject } = Promise.withResolvers<number>();
    const { promise: comeBackAfter, resolve: tell } = Promise.withResolvers<string | undefined>();
    call.once('response', (response) => {
      response.on('error', () => undefined);
      tell(response.headers['retry-after']);
      response.once('readable', () => resolve(response.statusCode ?? 0));
    });
    call.once('error', reject);
    call.end();
    return { answered, comeBackAfter, stop: () => call.destroy() };
  };

  it('that is cancelled half-way ends its transaction at once and keeps no place', async () => {
    await many();
    for (let round = 0; round < 3; round += 1) {
      const calls = [begin(), begin()];
      expect(await Promise.all(calls.map(({ answered }) => answered))).toEqual([200, 200]);
      // Twenty megabytes that nobody takes: the reading waits.
      expect(await openTransactions()).toBe(2);
      for (const { stop } of calls) stop();
      await expect.poll(openTransactions, { timeout: 5_000 }).toBe(0);
    }
    expect(await exports.records(cast.leader, OCTOBER)).toHaveLength(2_500);
  });

  it('is one of two of a person and one of a few overall, said with when to come back', async () => {
    await many();
    const others = [
      await makeUser(test.db, { roles: ['leadership'] }),
      await makeUser(test.db, { roles: ['leadership'] }),
    ] as const;
    const mine = [begin(), begin()];
    await Promise.all(mine.map(({ answered }) => answered));
    const third = begin();
    expect([await third.answered, await third.comeBackAfter]).toEqual([429, '15']);
    const theirs = [begin(others[0]), begin(others[0])];
    await Promise.all(theirs.map(({ answered }) => answered));
    const fifth = begin(others[1]);
    expect([await fifth.answered, await fifth.comeBackAfter]).toEqual([503, '15']);
    expect((await exports.get(cast.leader, '/preview', OCTOBER)).statusCode).toBe(200);
    for (const { stop } of [...mine, ...theirs]) stop();
    await expect.poll(openTransactions, { timeout: 5_000 }).toBe(0);
    expect((await exports.get(others[1], '/download', OCTOBER)).statusCode).toBe(200);
  });
});

import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { dayIn, type Instant, quarterOf } from '../../src/domain/kernel/calendar.ts';
import { checkForm, formWarnings } from '../../src/domain/requests/check-form.ts';
import { formatCode } from '../../src/domain/requests/codes.ts';
import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { STATUSES } from '../../src/domain/requests/request.ts';
import { requestForm } from '../../src/domain/requests/request-form.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { csvFactsOf } from '../../src/server/files/view.ts';
import { openSecrets } from '../../src/server/requests/secrets/commands.ts';
import { formValues } from '../../src/server/requests/stored-request.ts';
import { useApp } from '../../tests/helpers/app.ts';
import { SAMPLE_ACCOUNTS } from './accounts.ts';
import { loadSampleData } from './load.ts';

const REQUESTS = 150;
const test = useApp();
const sentences: string[] = [];

beforeAll(async () => {
  await loadSampleData(test.db, {
    now: test.clock.now(),
    requests: REQUESTS,
    files: test.context.files,
    secretBox: test.context.secretBox,
    log: (sentence) => sentences.push(sentence),
  });
});

async function signIn(email: string): Promise<{ cookie: string }> {
  const account = SAMPLE_ACCOUNTS.find((one) => one.email === email);
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email, password: account?.password },
  });
  expect(answer.statusCode, `${email}: ${answer.body}`).toBeLessThan(300);
  const cookie = answer.cookies.find(({ name }) => name === cookieName(false));
  return { cookie: `${cookie?.name}=${cookie?.value}` };
}

const allRequests = () => test.db.selectFrom('requests').selectAll().orderBy('id').execute();

describe('what is loaded', () => {
  it('says what it loaded in one sentence that names the seed', () => {
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/41 people, 150 requests, \d+ files in .* \(seed \d+\)/);
  });

  it('shows every status of every type that can be in it', async () => {
    const rows = await allRequests();
    const found = new Set(rows.map(({ type, status }) => `${type} ${status}`));
    const possible = REQUEST_TYPE_KEYS.flatMap((key) => {
      const { schedulable, approvalOnDemand } = requestType(key);
      return STATUSES.filter(
        (status) =>
          (status !== 'scheduled' || schedulable) &&
          (status !== 'pending_approval' || approvalOnDemand || key === 'deactivation_toggle'),
      ).map((status) => `${key} ${status}`);
    });
    expect(rows).toHaveLength(REQUESTS);
    expect(possible.filter((one) => !found.has(one))).toEqual([]);
  });

  it('has people asked for an update, work rejected before, requests brought back, on behalf (P1) and waived (L1)', async () => {
    const rows = await allRequests();
    const count = (fits: (row: (typeof rows)[number]) => boolean) => rows.filter(fits).length;
    expect(count((row) => row.update_requested_at !== null)).toBeGreaterThanOrEqual(7);
    expect(count((row) => row.previously_rejected)).toBeGreaterThanOrEqual(2);
    expect(count((row) => row.uncancelled_at !== null)).toBeGreaterThanOrEqual(2);
    expect(count((row) => row.creator_id !== row.requester_id)).toBeGreaterThanOrEqual(3);
    expect(count((row) => row.approval_waived)).toBeGreaterThanOrEqual(1);
    const actions = await test.db
      .selectFrom('request_events')
      .select('action')
      .distinct()
      .execute();
    expect(actions.map(({ action }) => action).sort()).toEqual(
      [
        'activate',
        'approve',
        'ask_for_approval',
        'ask_for_update',
        'assign',
        'block',
        'cancel',
        'comment',
        'complete',
        'create',
        'decline',
        'discount',
        'edit',
        'give_update',
        'operate',
        'reject',
        'resolve',
        'send_to_qa',
        'start_qa',
        'unassign',
        'uncancel',
      ].sort(),
    );
  });

  it.each([
    ['revenue@example.com', 'my_requests'],
    ['support@example.com', 'my_requests'],
    ['both@example.com', 'my_requests'],
    ['compliance@example.com', 'my_requests'],
    ['accounting@example.com', 'my_requests'],
    ['operator@example.com', 'my_work'],
    ['qa@example.com', 'my_work'],
    ['leadership@example.com', 'needs_approval'],
    ['admin@example.com', 'all'],
  ])('%s signs in and finds something in the view %s', async (email, view) => {
    const headers = await signIn(email);
    const answer = await test.app.inject({ url: `/api/requests?view=${view}`, headers });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().requests.length).toBeGreaterThan(2);
  });

  it('R1, R2: codes are gapless in the order of creation, and the next one goes on', async () => {
    const sequences = new Map<string, number>();
    for (const { code, type, created_at } of await allRequests()) {
      const { prefix } = requestType(type);
      const { year, quarter } = quarterOf(created_at);
      const key = `${prefix} ${year} ${quarter}`;
      const sequence = (sequences.get(key) ?? 0) + 1;
      sequences.set(key, sequence);
      expect(code).toBe(formatCode(prefix, created_at, sequence));
    }
    const counters = await test.db.selectFrom('code_counters').selectAll().execute();
    expect(
      new Map(counters.map((row) => [`${row.prefix} ${row.year} ${row.quarter}`, row.last])),
    ).toEqual(sequences);

    const headers = await signIn('revenue@example.com');
    const created = await test.app.inject({
      method: 'POST',
      url: '/api/requests',
      headers: { ...headers, 'idempotency-key': 'after-the-sample-data' },
      payload: {
        type: 'user_records',
        values: { partnerName: 'Acme Homes', link: 'https://example.com/users' },
      },
    });
    const now = test.clock.now();
    const { year, quarter } = quarterOf(now);
    const last = sequences.get(`UR ${year} ${quarter}`) ?? 0;
    expect(created.json().code).toBe(formatCode('UR', now, last + 1));
    await expect(
      test.app.inject({ url: `/api/requests/${created.json().code}`, headers }),
    ).resolves.toMatchObject({ statusCode: 200 });
  });

  it('L18: people talk beside the work, some of it internally, and a mention names who is told', async () => {
    const comments = await test.db
      .selectFrom('request_events')
      .innerJoin('request_event_texts', 'event_id', 'request_events.id')
      .select(['details', 'message', 'changes'])
      .where('action', '=', 'comment')
      .execute();
    const users = await test.db.selectFrom('users').select(['id', 'username']).execute();
    const usernames = new Map(users.map(({ id, username }) => [id, username]));
    const internal = comments.filter(({ details }) => details.internal === true);
    const mentioning = comments.filter(({ details }) => details.mentions !== undefined);
    expect(internal.length).toBeGreaterThan(0);
    expect(mentioning.length).toBeGreaterThan(0);
    for (const { details, message } of mentioning) {
      for (const id of details.mentions as number[]) {
        expect(message).toContain(`@${usernames.get(id)} `);
      }
      expect(details.internal).toBeUndefined();
    }
  });

  it('refuses a database in which somebody has an account', async () => {
    const again = loadSampleData(test.db, {
      now: test.clock.now(),
      requests: REQUESTS,
      files: test.context.files,
      secretBox: test.context.secretBox,
    });
    await expect(again).rejects.toThrow('empty database');
  });
});

describe('each request', () => {
  it('passes the form of its type as it is stored', async () => {
    const files = await test.db.selectFrom('files').selectAll().execute();
    const facts = new Map(
      files.map(({ id, name, size_bytes, csv }) => [
        id,
        { id, name, sizeBytes: size_bytes, csv: csvFactsOf(csv) },
      ]),
    );
    let warnings = 0;
    for (const row of (await allRequests()).slice(0, REQUESTS)) {
      const type = requestType(row.type);
      const values = formValues(row, type);
      const context = {
        today: dayIn('UTC', test.clock.now()),
        files: facts,
        previous: values,
        request: {},
      };
      const checked = checkForm(requestForm(type), values, context);
      expect(checked.ok ? [] : checked.issues, row.code).toEqual([]);
      expect(checked.values, row.code).toEqual(values);
      if (row.operation !== null) {
        const done = checkForm(type.operation, row.operation, {
          ...context,
          previous: null,
          request: values,
        });
        expect(done.ok ? [] : done.issues, row.code).toEqual([]);
      }
      warnings += formWarnings(requestForm(type), values, context).length;
    }
    // F-SD2 has something to show.
    expect(warnings).toBeGreaterThan(0);
  });

  it('opens on its page for an admin, every person and file in it known', async () => {
    const headers = await signIn('admin@example.com');
    for (const { code, status } of await allRequests()) {
      const answer = await test.app.inject({ url: `/api/requests/${code}`, headers });
      expect(answer.statusCode, `${code}: ${answer.body}`).toBe(200);
      expect(answer.json().status).toBe(status);
    }
  });

  it('keeps bank details sealed: the row has a marker, the secret opens (section 4)', async () => {
    const rows = (await allRequests()).filter(({ variant }) => variant === 'Banking information');
    const withFields = rows.filter(({ data }) => 'bankDetails' in data);
    expect(withFields.length).toBeGreaterThan(0);
    for (const { id, data } of withFields) {
      expect(data.bankDetails).toEqual({ kept: true });
      const { bankDetails } = await openSecrets(test.db, test.context.secretBox, id);
      expect(bankDetails).toMatch(
        /^Account holder: .+\nRouting number: \d{9}\nAccount number: \d{9}$/,
      );
    }
  });
});

describe('each file', () => {
  it('F2, F3: downloads with the bytes its row describes, to somebody who sees the request', async () => {
    const headers = await signIn('qa@example.com');
    const files = await test.db.selectFrom('files').selectAll().execute();
    expect(files.length).toBeGreaterThan(30);
    for (const { id, name, sha256, size_bytes } of files) {
      const answer = await test.app.inject({ url: `/api/files/${id}/content`, headers });
      expect(answer.statusCode, name).toBe(200);
      expect(answer.rawPayload.length, name).toBe(size_bytes);
      const digest = createHash('sha256').update(answer.rawPayload).digest();
      expect(digest.equals(sha256), name).toBe(true);
      expect(size_bytes, name).toBeLessThan(20_000);
    }
  });

  it('has the type of what its name says', async () => {
    const types = await test.db
      .selectFrom('files')
      .select(['mime_type', 'name'])
      .orderBy('name')
      .execute();
    const expected: Readonly<Record<string, string>> = {
      xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      csv: 'text/csv',
      zip: 'application/zip',
      xml: 'application/xml',
    };
    for (const { name, mime_type } of types) {
      expect(mime_type, name).toBe(expected[name.split('.').at(-1) ?? '']);
    }
  });
});

describe('time', () => {
  it('nothing happens after now, nor by somebody who had left', async () => {
    const now = test.clock.now();
    const late = await test.db
      .selectFrom('request_events')
      .select('id')
      .where('at', '>', now)
      .execute();
    expect(late).toEqual([]);
    const gone = await test.db
      .selectFrom('users')
      .innerJoin('request_events', 'request_events.actor_id', 'users.id')
      .select(({ fn }) => [
        'username',
        fn.max<Instant>('at').as('last'),
        'users.updated_at as left',
      ])
      .where((eb) => eb.or([eb('is_active', '=', false), eb('username', '=', 'aisha.bellingham')]))
      .groupBy(['username', 'users.updated_at'])
      .execute();
    expect(gone.filter(({ last, left }) => last > left)).toEqual([]);
  });
});

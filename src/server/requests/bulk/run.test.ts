import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  makeCast,
  makeFile,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import {
  BULK_ACTIONS,
  type BulkAction,
  type BulkAnswer,
  type BulkBody,
  type BulkPreview,
} from '../../../domain/api/bulk.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { STATUSES } from '../../../domain/requests/request.ts';
import { runBulk } from './run.ts';
import { put } from './stored.testing.ts';

const lines: string[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
const test = useApp({ context: { log } });
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});
beforeEach(() => {
  lines.length = 0;
});

const URL = '/api/requests/bulk';
const send = (user: TestUser, body: object, key?: string) =>
  api.send(user, 'POST', URL, { body, ...(key && { key }) });
const answerOf = async (user: TestUser, body: object, key?: string) => {
  const reply = await send(user, body, key);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as BulkAnswer;
};
const pending = (count: number) =>
  Promise.all(Array.from({ length: count }, () => put(test.db, cast, { status: 'pending' })));
const operate = (codes: readonly string[], version = 1) => ({
  action: 'operate',
  rows: codes.map((code) => ({ code, version })),
});
const actionsOf = async (code: string) => (await api.events(code)).map(({ action }) => action);
const audited = async (user: TestUser) =>
  test.db
    .selectFrom('audit_log')
    .select(['details', 'address', 'target'])
    .where('action', '=', 'requests_changed_in_bulk')
    .where('actor_id', '=', user.id)
    .orderBy('id')
    .execute();
const newOperator = () => makeUser(test.db, { roles: ['operator'], firstName: 'Olga' });

describe('X1: runs over the same requests at the same moment', () => {
  it('change each of them once; whoever was late hears who was faster', async () => {
    const codes = await pending(24);
    const [a, b] = [await newOperator(), await newOperator()];
    const answers = await Promise.all([
      answerOf(a, operate(codes)),
      answerOf(b, operate(codes.toReversed())),
    ]);
    expect(answers[0].done + answers[1].done).toBe(codes.length);
    for (const code of codes) {
      expect(await actionsOf(code)).toEqual(['create', 'operate']);
      const rows = answers.map(({ rows: all }) => all.find((row) => row.code === code));
      const late = rows.find((row) => row?.outcome !== 'done');
      expect(rows.filter((row) => row?.outcome === 'done')).toHaveLength(1);
      expect(late).toMatchObject({ outcome: 'changed_meanwhile', status: 'in_progress' });
      expect(late?.reason).toMatch(/Olga Number \d+ started to operate a moment ago\.$/);
    }
  });

  it('L9, L11, L19: a row that moved on since it was seen is left alone, the others are not', async () => {
    const codes = await Promise.all(
      [1, 2].map(() => put(test.db, cast, { status: 'qa_in_progress' })),
    );
    await test.db
      .updateTable('requests')
      .set({ version: 2 })
      .where('code', '=', codes[0] ?? '')
      .execute();
    const answer = await answerOf(cast.qa, { ...operate(codes), action: 'complete' });
    expect(answer.rows).toMatchObject([
      { outcome: 'changed_meanwhile', status: 'qa_in_progress' },
      { outcome: 'done', status: 'completed' },
    ]);
  });

  it('an action that needs no version is refused, not late, where nothing had changed', async () => {
    const done = await put(test.db, cast, { status: 'completed' });
    const answer = await answerOf(cast.operator, operate([done]));
    expect(answer.rows).toMatchObject([{ outcome: 'refused', status: 'completed' }]);
    const seen = await answerOf(cast.operator, operate([done], 7));
    expect(seen.rows).toMatchObject([{ outcome: 'changed_meanwhile' }]);
  });
});

describe('whoever acts', () => {
  it.each([
    [{ roles: [] }, { reason: 'There is no such request, or you may not see it.' }],
    [{ is_active: false }, { reason: 'Your account is not active.' }],
  ])('acts on the rows that are left as what they are by then (%j)', async (change, refused) => {
    const [code = ''] = await pending(1);
    const former = await newOperator();
    await test.db.updateTable('users').set(change).where('id', '=', former.id).execute();
    const body = { ...operate([code]), values: {} } as BulkBody;
    const answer = await runBulk(test.context, former, body, { used: null, address: null, log });
    expect(answer.rows).toMatchObject([{ code, outcome: 'refused', ...refused }]);
    expect(await actionsOf(code)).toEqual(['create']);
  });
});

it.each([
  ['::ffff:192.0.2.9', '192.0.2.9'],
  ['fe80::7%eth0', 'fe80::7'],
])('section 10: a run from %s is logged as from %s', async (remoteAddress, logged) => {
  const [code = ''] = await pending(1);
  const user = await newOperator();
  const reply = await test.app.inject({
    method: 'POST',
    url: URL,
    payload: operate([code]),
    headers: as(user),
    remoteAddress,
  });
  expect([reply.statusCode, reply.json<BulkAnswer>().done]).toEqual([200, 1]);
  expect(await audited(user)).toMatchObject([{ address: logged }]);
});

describe('one bad row', () => {
  it('stops no other, leaves nothing of itself, is logged and can be tried again', async () => {
    const codes = await pending(9);
    const bad = codes[4] ?? '';
    const { id } = await api.row(bad);
    await sql`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS
      ${sql.raw(`$$ BEGIN IF NEW.request_id = ${id} THEN RAISE EXCEPTION 'injected'; END IF; RETURN NEW; END $$`)}`.execute(
      test.db,
    );
    await sql`CREATE TRIGGER injected BEFORE INSERT ON request_events
      FOR EACH ROW EXECUTE FUNCTION break_it()`.execute(test.db);
    const answer = await answerOf(
      cast.operator,
      operate(codes),
      'one bad row'.replaceAll(' ', '-'),
    );
    await sql`DROP FUNCTION break_it CASCADE`.execute(test.db);
    expect(answer.done).toBe(8);
    expect(answer.rows[4]).toEqual({
      code: bad,
      outcome: 'failed',
      status: 'pending',
      reason: 'Something failed on our side. Try it again.',
    });
    expect(await api.row(bad)).toMatchObject({ status: 'pending', version: 1 });
    expect(lines.join('')).toContain('injected');
    expect(lines.join('')).toContain(bad);
    expect(await answerOf(cast.operator, operate([bad]), 'another-key')).toMatchObject({ done: 1 });
  });

  it('a file that is gone or belongs to somebody else is no matter of many', async () => {
    const file = await makeFile(test, cast.operator, 'notes.txt');
    const code = await put(test.db, cast, { status: 'blocked' });
    const reply = await send(cast.operator, {
      action: 'resolve',
      rows: [{ code }],
      values: { message: 'Done', file },
    });
    expect(problem(reply).issues).toEqual([
      { path: 'file', message: 'A file belongs to one request; leave it out' },
    ]);
  });
});

describe('Idempotency-Key', () => {
  it('a repetition gets the same answer and does nothing, one after the other or at once', async () => {
    const user = await newOperator();
    const codes = [...(await pending(6)), 'UR-26Q4777'];
    const body = operate(codes);
    const replies = await Promise.all([1, 2, 3].map(() => answerOf(user, body, 'same-run-1')));
    const again = await answerOf(user, body, 'same-run-1');
    expect(again.done).toBe(6);
    for (const reply of replies) expect(reply).toEqual(again);
    for (const code of codes.slice(0, 6)) expect(await actionsOf(code)).toHaveLength(2);
    expect(await audited(user)).toHaveLength(1);
  });

  it('what broke off half-way is finished by a repetition', async () => {
    const user = await newOperator();
    const codes = await pending(4);
    const first = await answerOf(user, operate(codes), 'broken-off-1');
    // As if the process had died after two of the rows, before the answer.
    await test.db
      .updateTable('idempotency_keys')
      .set({ status: 0, answer: 'null' })
      .where('user_id', '=', user.id)
      .where('key', '=', 'broken-off-1')
      .execute();
    for (const code of codes.slice(2)) {
      await test.db.deleteFrom('idempotency_keys').where('key', 'like', `%:${code}`).execute();
      await test.db
        .updateTable('requests')
        .set({ status: 'pending', operator_id: null, operated_at: null, version: 1 })
        .where('code', '=', code)
        .execute();
    }
    expect(await answerOf(user, operate(codes), 'broken-off-1')).toEqual(first);
    for (const code of codes.slice(0, 2)) expect(await actionsOf(code)).toHaveLength(2);
    for (const code of codes.slice(2)) {
      expect((await api.row(code)).operator_id).toBe(user.id);
      expect(await actionsOf(code)).toHaveLength(3);
    }
  });

  it('is refused for another body, and free again after bad input', async () => {
    const [one = '', two = ''] = await pending(2);
    const user = await newOperator();
    const block = (code: string, reason: string) => ({
      action: 'block',
      rows: [{ code }],
      values: { reason },
    });
    expect(await send(user, block(one, ''), 'one-body-1')).toMatchObject({ status: 422 });
    await answerOf(user, block(one, 'Empty'), 'one-body-1');
    expect(await send(user, block(two, 'Empty'), 'one-body-1')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_mismatch' },
    });
    expect((await api.row(two)).status).toBe('pending');
  });

  it('may be as long as any', async () => {
    const [code = ''] = await pending(1);
    const key = 'k'.repeat(100);
    expect(await answerOf(cast.operator, operate([code]), key)).toMatchObject({ done: 1 });
  });
});

describe('the audit log', () => {
  it('has one entry for a run, with counts and what was changed; none when nothing was', async () => {
    const user = await newOperator();
    const [a = '', b = ''] = await pending(2);
    const final = await put(test.db, cast, { status: 'cancelled' });
    await answerOf(user, operate([a, final, 'UR-26Q4777', b]));
    await answerOf(user, operate([final]));
    expect(await audited(user)).toEqual([
      {
        target: null,
        address: '127.0.0.1',
        details: {
          action: 'operate',
          done: 2,
          refused: 2,
          changedMeanwhile: 0,
          failed: 0,
          codes: [a, b],
        },
      },
    ]);
  });
});

describe('somebody who does not wait', () => {
  it('finds everything done, and the answer under the key', async () => {
    const user = await newOperator();
    const codes = await pending(60);
    const base = await test.app.listen({ host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const sent = fetch(`${base}${URL}`, {
      method: 'POST',
      headers: { ...as(user), 'content-type': 'application/json', 'idempotency-key': 'left-1234' },
      body: JSON.stringify(operate(codes)),
      signal: leaving.signal,
    });
    const isBegun = async () =>
      expect((await audited(user)).length + (await taken(user))).toBeGreaterThan(0);
    await vi.waitFor(isBegun, { timeout: 20_000, interval: 5 });
    leaving.abort();
    await expect(sent).rejects.toThrow();
    await vi.waitFor(async () => expect(await audited(user)).toHaveLength(1), { timeout: 20_000 });
    expect(await taken(user)).toBe(60);
    expect(await answerOf(user, operate(codes), 'left-1234')).toMatchObject({ done: 60 });
  });

  const taken = async (user: TestUser) =>
    (await test.db.selectFrom('requests').select('id').where('operator_id', '=', user.id).execute())
      .length;
});

describe('X2: a preview and a run', () => {
  const VALUES: Partial<Record<BulkAction, Values>> = {
    decline: { reason: 'No' },
    block: { reason: 'No' },
    resolve: { message: 'Done' },
    send_to_qa: { propertiesUpdated: 2, usersUpdated: 0 },
    reject: { reason: 'No' },
    give_update: { message: 'Soon' },
    discount: { discountPercent: '5', reason: 'Agreed' },
    edit: { priority: 'high' },
  };
  const TYPES = ['property_records', 'user_records', 'stripe_disputes', 'xml_files'] as const;
  const CONTENT = { user_records: { link: 'https://example.com/users' } };
  const OPERATIONS = {
    user_records: { propertiesUpdated: 0, usersUpdated: 1 },
    stripe_disputes: { premiumDisputes: 1, riDisputes: 0, notes: 'Done' },
    xml_files: {},
  };
  /** @param type of the first request that will change: operation details are its form's (L9) */
  const valuesOf = (action: BulkAction, type: (typeof TYPES)[number] | undefined): Values => {
    if (action === 'assign') return { assignee: cast.qa2.id };
    if (action === 'send_to_qa' && type === 'stripe_disputes') return OPERATIONS[type];
    return VALUES[action] ?? {};
  };
  const ACTION = fc.constantFrom(...BULK_ACTIONS);
  const KIND = fc.constantFrom(
    'requester',
    'teammate',
    'outsider',
    'operator',
    'qa',
    'qa2',
    'leader',
    'admin',
  );

  const selection = fc.array(
    fc.record({
      status: fc.constantFrom(...STATUSES),
      type: fc.constantFrom(...TYPES),
      team: fc.constantFrom('revenue', 'compliance'),
      requester: fc.constantFrom('requester', 'leader'),
      operator: fc.constantFrom('operator', 'operator2', 'qa2'),
      qa: fc.constantFrom('qa', 'qa2'),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('say the same of every row as long as nothing changes in between', {
    timeout: 90_000,
  }, async () => {
    const property = fc.asyncProperty(KIND, ACTION, selection, async (who, action, wanted) => {
      const codes: string[] = [];
      for (const { status, type, team, requester, operator, qa } of wanted) {
        const facts = {
          status,
          type,
          team,
          requesterId: cast[requester].id,
          operatorId: cast[operator].id,
          qaAgentId: cast[qa].id,
          ...(type === 'user_records' ? { content: CONTENT[type] } : {}),
          ...(type === 'property_records' || !['qa_in_progress', 'completed'].includes(status)
            ? {}
            : { operation: OPERATIONS[type] }),
        } as const;
        codes.push(await put(test.db, cast, facts));
      }
      const body = { action, codes };
      const shown = (await api.send(cast[who], 'POST', `${URL}/preview`, { body }))
        .body as BulkPreview;
      const answer = await answerOf(cast[who], {
        action,
        rows: shown.rows.map(({ code, version }) => ({ code, version: version ?? 1 })),
        values: valuesOf(
          action,
          wanted[shown.rows.findIndex(({ reason }) => reason === null)]?.type,
        ),
      });
      expect(answer.rows).toHaveLength(codes.length);
      for (const [index, { code, reason, status }] of shown.rows.entries()) {
        const row = answer.rows[index];
        expect(row?.code).toBe(code);
        if (reason !== null) {
          expect(row).toMatchObject({ outcome: 'refused', status });
          expect(row?.reason?.startsWith(reason), row?.reason ?? '').toBe(true);
        } else if (action === 'assign' && row?.outcome !== 'done') {
          // P6 depends on who was chosen, which a preview does not know.
          expect(row?.reason).toBe('QA must be done by somebody other than the operator.');
        } else {
          expect(row).toMatchObject({ outcome: 'done', reason: null });
        }
      }
      expect(answer.done).toBe(answer.rows.filter(({ outcome }) => outcome === 'done').length);
    });
    await fc.assert(property, { numRuns: 60 });
    expect(lines).toEqual([]);
  });
});

import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { administer, uniqueName, withDatabase } from '../../../tests/helpers/template.ts';
import { migrate, readMigrations } from './migrate.ts';

/** A database as the release before prices left it, brought to this one. */
const server = inject('databaseServer');
const name = uniqueName('upgrade');
const connectionString = withDatabase(server, name);
let client: pg.Client;

const DAY = '2026-10-05';
/** What happened to the request, and how many minutes after its creation. */
const EVENTS = [
  [0, 1, 'create', null, 'pending_approval'],
  [10, 2, 'approve', 'pending_approval', 'scheduled'],
  [30, null, 'activate', 'scheduled', 'pending'],
  [35, 3, 'operate', 'pending', 'in_progress'],
  [45, 3, 'block', 'in_progress', 'blocked'],
  [85, 1, 'resolve', 'blocked', 'pending'],
  [90, 2, 'assign', 'pending', 'in_progress', { personId: 4 }],
  [100, 4, 'unassign', 'in_progress', 'pending'],
  [101, 3, 'operate', 'pending', 'in_progress'],
  [121, 3, 'send_to_qa', 'in_progress', 'qa_pending'],
  [124, 5, 'start_qa', 'qa_pending', 'qa_in_progress'],
  [130, 5, 'complete', 'qa_in_progress', 'completed'],
  [160, 1, 'reject', 'completed', 'in_progress'],
  [170, 1, 'comment', 'in_progress', 'in_progress'],
  [180, 3, 'send_to_qa', 'in_progress', 'qa_pending'],
  [190, 6, 'start_qa', 'qa_pending', 'qa_in_progress'],
  [200, 6, 'complete', 'qa_in_progress', 'completed'],
] as const;

beforeAll(async () => {
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(connectionString, readMigrations().slice(0, 4));
  client = new pg.Client({ connectionString });
  await client.connect();
  await client.query("SET timezone = 'UTC'");
  await client.query(`
    INSERT INTO users (username, email)
      SELECT 'user' || n, 'user' || n || '@example.com' FROM generate_series(1, 6) AS n;
    INSERT INTO requests (code, type, requester_id, creator_id, team, data, status, thread_title, operation,
        operator_id, qa_agent_id, created_at, updated_at, status_since, tat_start_at, completed_at)
      VALUES ('UR-26Q4001', 'user_records', 1, 1, 'revenue', '{}', 'completed', 'User records', '{}',
        3, 6, '${DAY} 08:00', now(), now(), '${DAY} 09:25', '${DAY} 11:20')`);
  for (const [minutes, actor, action, from, to, details = {}] of EVENTS) {
    await client.query(
      `INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status, details)
        VALUES (1, '${DAY} 08:00'::timestamptz + $1 * interval '1 minute', $2, $3, $4, $5, $6)`,
      [minutes, actor, action, from, to, details],
    );
  }
  await client.query(
    `INSERT INTO request_event_texts (event_id, message) SELECT id, '  The link  asks for a PASSWORD. '
      FROM request_events WHERE action = 'block'`,
  );
  await migrate(connectionString);
});

afterAll(async () => {
  await client.end();
  await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

const minutes = (row: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column, value]) => column.endsWith('_ms') && Number(value) > 0)
      .map(([column, value]) => [column.slice(0, -3), Number(value) / 60_000]),
  );

it('M2: what was completed before is not priced, each completion with its time in every status', async () => {
  const { rows } = await client.query('SELECT * FROM completions ORDER BY id');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ operator_id: '3', qa_agent_id: '5', price_list_id: null });
  expect(rows[0].superseded_at.toISOString()).toBe(`${DAY}T10:40:00.000Z`);
  expect(rows[1]).toMatchObject({ operator_id: '3', qa_agent_id: '6', superseded_at: null });
  expect(minutes(rows[0])).toEqual({
    elapsed: 130,
    approval: 10,
    scheduled: 20,
    pending: 5 + 5 + 1,
    operate: 10 + 10 + 20,
    blocked: 40,
    qa_pending: 3,
    qa: 6,
    tat: 45,
    tat_pending: 6,
    tat_operate: 30,
    tat_qa_pending: 3,
    tat_qa: 6,
  });
  expect(minutes(rows[1])).toEqual({
    elapsed: 200,
    approval: 10,
    scheduled: 20,
    pending: 11,
    operate: 60,
    blocked: 40,
    qa_pending: 13,
    qa: 16,
    completed: 30,
    tat: 115,
    tat_pending: 6,
    tat_operate: 50,
    tat_qa_pending: 13,
    tat_qa: 16,
    tat_other: 30,
  });
});

it('D4: rejections and blocks of before are known, with whose work it was', async () => {
  const rejections = await client.query('SELECT * FROM rejections');
  expect(rejections.rows).toMatchObject([
    { from_status: 'completed', rejected_by: '1', operator_id: '3', qa_agent_id: '5' },
  ]);
  const blocks = await client.query(`
    SELECT extract(epoch FROM ended_at - began_at)::int AS seconds,
      reason_hash = reason_hash('the link asks for a password.') AS same FROM blocks`);
  expect(blocks.rows).toEqual([{ seconds: 40 * 60, same: true }]);
});

it('R3: redacting the reason of a block leaves nothing of it', async () => {
  await client.query(
    "SELECT redact_event_text(id, 2, 'Personal data', now()) FROM request_events WHERE action = 'block'",
  );
  expect((await client.query('SELECT reason_hash FROM blocks')).rows).toEqual([
    { reason_hash: null },
  ]);
});

it('clocks that disagree never make a part negative, and the parts still add up', async () => {
  await client.query(`
    INSERT INTO requests (code, type, requester_id, creator_id, team, data, status, thread_title, operation,
        operator_id, qa_agent_id, created_at, updated_at, status_since, tat_start_at, completed_at)
      VALUES ('UR-26Q4002', 'user_records', 1, 1, 'revenue', '{}', 'completed', 'User records', '{}',
        3, 6, '${DAY} 08:00', now(), now(), '${DAY} 08:00', '${DAY} 08:02');
    INSERT INTO request_events (request_id, at, actor_id, action, from_status, to_status) VALUES
      (2, '${DAY} 08:00', 1, 'create', NULL, 'pending'),
      (2, '${DAY} 07:59:59', 3, 'operate', 'pending', 'in_progress'),
      (2, '${DAY} 08:01:30', 3, 'send_to_qa', 'in_progress', 'qa_pending'),
      (2, '${DAY} 08:02:01', 6, 'start_qa', 'qa_pending', 'qa_in_progress'),
      (2, '${DAY} 08:02', 6, 'complete', 'qa_in_progress', 'completed')`);
  const { rows } = await client.query('SELECT * FROM completions WHERE request_id = 2');
  expect(minutes(rows[0])).toEqual({
    elapsed: 2,
    operate: 1.5,
    qa_pending: 0.5,
    tat: 2,
    tat_operate: 1.5,
    tat_qa_pending: 0.5,
  });
});

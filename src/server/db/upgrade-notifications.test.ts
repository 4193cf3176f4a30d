import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { administer, uniqueName, withDatabase } from '../../../tests/helpers/template.ts';
import { parseRecipient, recipientKey } from '../../domain/notifications/deliveries.ts';
import { migrate, readMigrations } from './migrate.ts';

/** A database as the release before notifications left it, brought to this one. */
const server = inject('databaseServer');
const name = uniqueName('upgrade');
const connectionString = withDatabase(server, name);
let client: pg.Client;

beforeAll(async () => {
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(connectionString, readMigrations().slice(0, 3));
  client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    INSERT INTO users (username, email) VALUES ('rita', 'rita@example.com');
    INSERT INTO requests (code, type, variant, requester_id, creator_id, team, partner_name, data, status,
        created_at, updated_at, status_since, tat_start_at)
      SELECT code, type, variant, 1, 1, team, partner, '{}', 'pending', now(), now(), now(), now()
      FROM (VALUES
        ('UR-26Q4001', 'user_records', NULL, 'revenue', ' Northwind '),
        ('XF-26Q4001', 'xml_files', 'California', 'compliance', NULL),
        ('SD-26Q4001', 'stripe_disputes', NULL, 'accounting', NULL),
        ('DT-26Q4001', 'deactivation_toggle', 'Toggle on invites', 'revenue', 'Blue Harbor')
      ) AS made (code, type, variant, team, partner);
    INSERT INTO request_events (request_id, at, action, to_status) VALUES (1, now(), 'create', 'pending');
    INSERT INTO notifications (request_id, request_event_id, event, people, created_at)
      VALUES (1, 1, 'new_request_created', '{}', now()), (1, 1, 'request_pending_approval', '{}', now());
    INSERT INTO deliveries (notification_id, request_id, channel, recipient, next_attempt_at, created_at)
      SELECT notification, 1, channel, recipient, now() - age, now() - age
      FROM (VALUES
        (1, 'email', 'operations', interval '25 hours'),
        (1, 'slack', 'channel', interval '25 hours'),
        (2, 'email', 'operations', interval '23 hours'),
        (2, 'email', 'approver_addresses', interval '1 hour'),
        (2, 'email', 'user:1', interval '1 hour')
      ) AS made (notification, channel, recipient, age)`);
  await migrate(connectionString);
});

afterAll(async () => {
  await client.end();
  await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

it('an upgrade tells nobody of what is older than a day, and of the rest everybody', async () => {
  const { rows } = await client.query(`
    SELECT channel, recipient, state, suppressed_reason FROM deliveries ORDER BY position`);
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'email operations suppressed before_sending',
    'slack channel suppressed before_sending',
    'email operations pending ',
    'email user:1 pending ',
  ]);
});

it('everybody who was to be told is somebody that this release can name (N6)', async () => {
  const { rows } = await client.query<{ recipient: string }>('SELECT recipient FROM deliveries');
  const read = rows.map(({ recipient }) => recipientKey(parseRecipient(recipient)));
  expect(read).toEqual(rows.map(({ recipient }) => recipient));
  expect(read).toContain('user:1');
});

it('what is still to be sent stands in a lane that wakes, in its old order', async () => {
  const { rows } = await client.query(`
    SELECT channel, recipient, wake_at IS NOT NULL AS wakes,
      (SELECT array_agg(id::int ORDER BY position) FROM deliveries WHERE lane_id = lanes.id) AS ids
    FROM delivery_lanes AS lanes ORDER BY channel, recipient`);
  expect(rows).toEqual([
    { channel: 'email', recipient: 'operations', wakes: true, ids: [1, 3] },
    { channel: 'email', recipient: 'user:1', wakes: true, ids: [5] },
    { channel: 'slack', recipient: 'channel', wakes: false, ids: [2] },
  ]);
});

it('the subjects of existing requests are frozen as a creation freezes them (N1)', async () => {
  const { rows } = await client.query('SELECT thread_title FROM requests ORDER BY id');
  expect(rows.map((row) => row.thread_title)).toEqual([
    'User records – Northwind',
    'Generating XML files – California',
    'Stripe disputes',
    'Deactivation and toggle – Blue Harbor',
  ]);
});

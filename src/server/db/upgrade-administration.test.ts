import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { administer, uniqueName, withDatabase } from '../../../tests/helpers/template.ts';
import { migrate, readMigrations } from './migrate.ts';

/** A database as the release before administration left it, brought to this one. */
const server = inject('databaseServer');
const name = uniqueName('upgrade');
const connectionString = withDatabase(server, name);
let client: pg.Client;

beforeAll(async () => {
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(connectionString, readMigrations().slice(0, 5));
  client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    INSERT INTO users (username, email) VALUES
      ('Dana.Reyes', 'dana@example.com'), ('UR-26Q4001', 'odd@example.com');
    INSERT INTO sessions (token_hash, user_id, expires_at) VALUES ('\\x01', 1, now() + interval '1 day'),
      ('\\x02', 1, now() + interval '1 day');
    INSERT INTO audit_log (actor_id, action, target) VALUES
      (1, 'sign_in', 'dana.reyes'), (NULL, 'sign_in_failed', 'gone'), (1, 'profile_changed', 'Dana.Reyes'),
      (1, 'bank_details_revealed', 'UR-26Q4001'), (1, 'sign_out', NULL)`);
  await migrate(connectionString);
});

afterAll(async () => {
  await client.end();
  await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

it('P7: the audit log names people by id, also those it named before; what is no person stays', async () => {
  const { rows } = await client.query(
    'SELECT action, target, target_user_id FROM audit_log ORDER BY id',
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['sign_in', null, '1'],
    ['sign_in_failed', 'gone', null],
    ['profile_changed', null, '1'],
    ['bank_details_revealed', 'UR-26Q4001', null],
    ['sign_out', null, null],
  ]);
});

it('the audit log is append-only again', async () => {
  for (const statement of ['UPDATE audit_log SET target = NULL', 'DELETE FROM audit_log']) {
    await expect(client.query(statement)).rejects.toThrow('append-only');
  }
});

it('sessions go on, each with a number of its own', async () => {
  const { rows } = await client.query('SELECT id FROM sessions ORDER BY token_hash');
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
});

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { administer, uniqueName, withDatabase } from '../../tests/helpers/template.ts';

const root = join(import.meta.dirname, '../..');
const server = inject('databaseServer');
const name = uniqueName('machines');

beforeAll(() => administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`));
afterAll(() => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

/** As a machine runs it before it starts. */
const machine = () =>
  promisify(execFile)(process.execPath, ['scripts/migrate.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: withDatabase(server, name),
      SITE_URL: 'http://localhost:8080',
      SECRET_KEY: 'a test key of at least thirty-two characters',
      DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    },
  });

it('an empty database that two machines find at once is migrated by one, and ready for both', {
  timeout: 60_000,
}, async () => {
  const migrations = readdirSync(join(root, 'migrations')).sort();
  const said = await Promise.all([machine(), machine()]);
  expect(said.map(({ stdout }) => stdout).sort()).toEqual([
    migrations.map((file) => `Applied migrations/${file}.\n`).join(''),
    'The database is up to date.\n',
  ]);
  expect(said.map(({ stderr }) => stderr)).toEqual(['', '']);
});

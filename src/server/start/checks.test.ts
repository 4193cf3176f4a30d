import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { makeUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { hashPassword } from '../auth/passwords.ts';
import { inTransaction } from '../db/transaction.ts';
import { openLog } from '../log.ts';
import { checkStart } from './checks.ts';
import { SAMPLE_DATA_KEY } from './queries.ts';
import { SAMPLE_PASSWORD } from './sample-accounts.ts';

const test = useApp();

const start = (isProduction: boolean, notices: readonly string[] = []) => {
  const logged: string[] = [];
  const log = openLog('info', 'test', { write: (line: string) => logged.push(line) });
  const config = { ...test.context.config, isProduction };
  return checkStart({ config, notices }, { db: test.db, log }).then(() => logged);
};

afterEach(async () => {
  await sql`DELETE FROM settings WHERE key = ${SAMPLE_DATA_KEY}`.execute(test.db);
  await sql`UPDATE users SET is_active = false`.execute(test.db);
  await sql`DELETE FROM schema_migrations WHERE version > 9000`.execute(test.db);
});

describe('the start of api and worker', () => {
  it('says what of the environment has no effect', async () => {
    const logged = await start(false, ['DEBUG is set and has no meaning here.']);
    expect(logged.join('')).toContain('DEBUG is set and has no meaning here.');
  });

  it('refuses a database that a newer release has migrated, in one sentence', async () => {
    await sql`INSERT INTO schema_migrations (version, name, checksum)
      VALUES (9001, '9001-of-the-future.sql', 'x')`.execute(test.db);
    await expect(start(false)).rejects.toThrow(
      'The database is newer than this release: it has 9001-of-the-future.sql. Start the newer release',
    );
  });

  it('refuses a database that waits for a migration, and one that has none', async () => {
    const names = await sql<{ name: string }>`
      SELECT name FROM schema_migrations ORDER BY version DESC LIMIT 1`.execute(test.db);
    const newest = names.rows[0]?.name ?? '';
    const missing = (name: string) =>
      `The database is older than this release: ${name} is not applied. Run npm run migrate and start again.`;
    await sql`ALTER TABLE schema_migrations RENAME TO elsewhere`.execute(test.db);
    await expect(start(false)).rejects.toThrow(missing('0001-people.sql'));
    await sql`CREATE VIEW schema_migrations AS
      SELECT * FROM elsewhere WHERE name <> ${sql.lit(newest)}`.execute(test.db);
    await expect(start(false)).rejects.toThrow(missing(newest));
    await sql`DROP VIEW schema_migrations`.execute(test.db);
    await sql`ALTER TABLE elsewhere RENAME TO schema_migrations`.execute(test.db);
    await expect(start(false)).resolves.toEqual([]);
  });
});

describe('production', () => {
  it('refuses accounts that the sample data wrote down as its own, whatever their address', async () => {
    const user = await makeUser(test.db, { roles: ['operator'] });
    await inTransaction(test.db, (tx) =>
      tx
        .insertInto('settings')
        .values({ key: SAMPLE_DATA_KEY, value: JSON.stringify({ lastUserId: user.id }) })
        .execute(),
    );
    await expect(start(true)).rejects.toThrow(/active sample accounts, .* deactivate them there/);
    await expect(start(false)).resolves.toEqual([]);
    await sql`UPDATE users SET is_active = false WHERE id = ${user.id}`.execute(test.db);
    await makeUser(test.db, { roles: ['operator'] });
    await expect(start(true)).resolves.toEqual([]);
  });

  it('knows older sample data by its addresses and its password', async () => {
    const make = async (email: string, password: string) => {
      const { id } = await makeUser(test.db);
      const hash = await hashPassword(password);
      await sql`UPDATE users SET email = ${email}, password_hash = ${hash} WHERE id = ${id}`.execute(
        test.db,
      );
    };
    await make('admin@example.org', SAMPLE_PASSWORD);
    await make('operator@example.com', 'a password of its own');
    await expect(start(true)).resolves.toEqual([]);
    await make('admin@example.com', SAMPLE_PASSWORD);
    await expect(start(true)).rejects.toThrow('admin@example.com');
  });
});

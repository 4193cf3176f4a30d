import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { statementName } from './named-statements.ts';
import { openPool } from './pool.ts';
import { checkDatabase, checkSession } from './session-check.ts';
import { inTransaction } from './transaction.ts';
import { toInstantText } from './types.ts';

const database = useDatabase();

const select = async (expression: string): Promise<unknown> => {
  const { rows } = await sql<{ value: unknown }>`SELECT ${sql.raw(expression)} AS value`.execute(
    database.db,
  );
  return rows[0]?.value;
};

describe('values from the database', () => {
  it.each([
    ['42::int8', 42],
    ["'2026-11-22'::date", '2026-11-22'],
    ["'0.10'::numeric(6,2)", '0.10'],
    ["'2026-11-22 12:06:56.5+02'::timestamptz", '2026-11-22T10:06:56.500Z'],
    ["'2026-11-22 10:06:56.123456+00'::timestamptz", '2026-11-22T10:06:56.123Z'],
    ["'2026-11-22'::timestamptz(3)", '2026-11-22T00:00:00.000Z'],
    ["ARRAY['2026-11-22 00:00+00'::timestamptz]", ['2026-11-22T00:00:00.000Z']],
    ['ARRAY[1, 2]::int8[]', [1, 2]],
    ["'{}'::int8[]", []],
    ["ARRAY['2026-11-22'::date]", ['2026-11-22']],
    ['\'{"a": [1, "x"]}\'::jsonb', { a: [1, 'x'] }],
    ['NULL::timestamptz', null],
  ])('%s arrives exactly', async (expression, expected) => {
    expect(await select(expression)).toEqual(expected);
  });

  it('an int8 beyond what a number holds is refused, not rounded', async () => {
    await expect(select('9007199254740993::int8')).rejects.toThrow(RangeError);
  });

  it('keeps a timestamp it does not understand', () => {
    expect(toInstantText('infinity')).toBe('infinity');
  });
});

describe('the session', () => {
  it.each([
    ['TimeZone', 'UTC'],
    ['jit', 'off'],
    ['enable_memoize', 'off'],
    ['statement_timeout', '30s'],
  ])('%s is %s', async (setting, value) => {
    expect(await select(`current_setting('${setting}')`)).toBe(value);
  });

  it('prepares a statement once and uses it again', async () => {
    await database.db.connection().execute(async (one) => {
      for (let round = 0; round < 3; round += 1) {
        await sql`SELECT ${round}::int AS prepared_probe`.execute(one);
      }
      const { rows } = await sql<{ uses: number }>`
        SELECT (generic_plans + custom_plans) AS uses FROM pg_prepared_statements
        WHERE statement LIKE '%prepared_probe%' AND statement NOT LIKE '%pg_prepared%'`.execute(
        one,
      );
      expect(rows).toEqual([{ uses: 3 }]);
    });
  });

  it('names nothing that is too long, and stops naming at a thousand texts', () => {
    expect(statementName(`SELECT '${'x'.repeat(20_000)}'`)).toBeUndefined();
    expect(statementName('BEGIN')).toBeUndefined();
    const names = Array.from({ length: 1_200 }, (_, index) => statementName(`SELECT ${index}`));
    expect(names[0]).toBe(statementName('SELECT 0'));
    expect(names.filter((name) => name !== undefined).length).toBeLessThanOrEqual(1_000);
    expect(names.at(-1)).toBeUndefined();
  });

  it('a connection that the server ends is reported once and replaced', async () => {
    const reported: string[] = [];
    const pool = openPool({
      connectionString: database.connectionString,
      size: 1,
      name: 'doomed',
      onError: (error) => reported.push(error.message),
    });
    const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
    await sql`SELECT pg_terminate_backend(${rows[0].pid})`.execute(database.db);
    await expect.poll(() => reported.length).toBeGreaterThan(0);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(reported).toHaveLength(1);
    await pool.end();
  });
});

describe('transactions', () => {
  it('keeps nothing of a transaction that throws', async () => {
    await sql`CREATE TABLE kept (id int)`.execute(database.db);
    const failing = inTransaction(database.db, async (tx) => {
      await sql`INSERT INTO kept VALUES (1)`.execute(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await inTransaction(database.db, (tx) => sql`INSERT INTO kept VALUES (2)`.execute(tx));
    expect((await sql`SELECT id FROM kept`.execute(database.db)).rows).toEqual([{ id: 2 }]);
  });
});

describe('migrations', () => {
  const next = (after: readonly Migration[], statement: string): Migration => ({
    version: after.length + 1,
    name: `${String(after.length + 1).padStart(4, '0')}-test.sql`,
    sql: statement,
    checksum: `sum of ${statement}`,
  });
  const real = readMigrations();

  it('are applied once, whoever starts first', async () => {
    const extended = [...real, next(real, 'CREATE TABLE once (id int)')];
    const runs = await Promise.all(
      [1, 2, 3].map(() => migrate(database.connectionString, extended)),
    );
    expect(runs.flat()).toEqual([extended.at(-1)?.name]);
    await expect(
      migrate(database.connectionString, [...extended.slice(0, -1), next(real, 'SELECT 1')]),
    ).rejects.toThrow('An applied migration is never edited');
    await expect(migrate(database.connectionString, real)).rejects.toThrow(
      'The database is newer than this release',
    );
    const broken = next(extended, 'CREATE TABLE half (id int); SELECT nothing FROM nowhere');
    await expect(migrate(database.connectionString, [...extended, broken])).rejects.toThrow(
      'nothing of it was applied',
    );
    expect(await select("to_regclass('half')")).toBeNull();
  });
});

describe('the database check at start', () => {
  const withUrl = (change: (url: URL) => void): string => {
    const url = new URL(database.connectionString);
    change(url);
    return url.href;
  };

  it('accepts a direct connection', async () => {
    await expect(checkDatabase(database.connectionString)).resolves.toBeUndefined();
  });

  it.each([
    ['a closed port', (url: URL) => (url.port = '1'), 'No database answers at'],
    ['a wrong password', (url: URL) => (url.password = 'wrong'), 'refused the password'],
    ['a missing database', (url: URL) => (url.pathname = '/nowhere'), 'no such database'],
  ])('%s gives a sentence without the password', async (_, change, sentence) => {
    const url = withUrl(change);
    const said = await checkDatabase(url).catch((error: Error) => error.message);
    expect(said).toContain(sentence);
    expect(said).not.toContain(new URL(url).password);
  });

  it('recognises a transaction pooler by its shared sessions', async () => {
    const sessions = [0, 1].map(
      () => new pg.Client({ connectionString: database.connectionString }),
    );
    await Promise.all(sessions.map((session) => session.connect()));
    // As PgBouncer in transaction mode: the first session that no transaction holds answers.
    const holders = new Map<pg.Client, string>();
    const pooledClient = (name: string) => (text: string, values?: string[]) => {
      const session =
        sessions.find((one) => holders.get(one) === name) ??
        sessions.find((one) => !holders.has(one));
      if (session === undefined) throw new Error('no session is free');
      if (text === 'BEGIN') holders.set(session, name);
      if (text === 'ROLLBACK') holders.delete(session);
      return session.query(text, values);
    };
    await expect(checkSession(pooledClient('first'), pooledClient('second'))).rejects.toThrow(
      'DATABASE_URL leads through a transaction pooler',
    );
    await Promise.all(sessions.map((session) => session.end()));
  });
});

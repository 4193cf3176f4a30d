import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { testSettings } from '../../tests/helpers/app.ts';
import { useDatabase } from '../../tests/helpers/database.ts';
import { openContext } from './context.ts';
import { inTransaction } from './db/transaction.ts';
import { openLog } from './log.ts';

const database = useDatabase();

const collect = () => {
  const lines: string[] = [];
  return { lines, log: openLog('info', 'test', { write: (line: string) => lines.push(line) }) };
};

describe('an error in the log', () => {
  it('names what failed, never the rows or the client that the driver hangs on it', async () => {
    const { lines, log } = collect();
    const violated = await inTransaction(database.db, (tx) =>
      sql`INSERT INTO users (username, email) VALUES (${'x y'}, ${'secret@example.com'})`.execute(
        tx,
      ),
    ).catch((error: unknown) => error);
    log.error({ err: new Error('not written', { cause: violated }) }, 'failed');
    expect(lines).toHaveLength(1);
    const { err } = JSON.parse(lines[0] ?? '');
    expect(err).toMatchObject({
      message: 'not written',
      cause: { code: '23514', table: 'users', constraint: 'users_username_check' },
    });
    expect(lines[0]).not.toContain('secret@example.com');
  });

  it('of a lost connection says so without the connection', async () => {
    const { lines, log } = collect();
    const settings = testSettings(database.connectionString, 'unused');
    const context = openContext(settings, 'doomed', { log });
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(context.db);
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    await context.close();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'a database connection broke',
      err: { code: '57P01' },
    });
    const { user, host } = new pg.Client(database.connectionString);
    expect(lines[0]).not.toMatch(/pg_backend_pid|connectionParameters|secretKey|"client"/);
    expect(lines[0]).not.toContain(`"${user}"`);
    expect(lines[0]).not.toContain(`"${host}"`);
  });
});

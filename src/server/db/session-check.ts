import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { PlainError } from '../plain-error.ts';

const oldest = 15;
const setting = 'requests.session_probe';
const answerWithinMs = 10_000;

/**
 * Proves that DATABASE_URL leads to a usable PostgreSQL: reachable, new enough, and one session per
 * connection (direct or session-pooled). Prepared statements, advisory locks and LISTEN/NOTIFY break
 * in silence behind a transaction pooler. Throws a PlainError that says what to change.
 */
export async function checkDatabase(connectionString: string): Promise<void> {
  const clients = [0, 1].map(
    () =>
      new pg.Client({
        connectionString,
        connectionTimeoutMillis: answerWithinMs,
        query_timeout: answerWithinMs,
        application_name: 'requests-check',
      }),
  );
  try {
    for (const client of clients) {
      client.on('error', () => undefined);
      await client.connect();
    }
    const [first, second] = clients;
    if (first === undefined || second === undefined) return;
    await checkVersion(first);
    await checkSession(first.query.bind(first), second.query.bind(second));
  } catch (error) {
    throw explainConnection(error, connectionString);
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ major: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  const major = rows[0]?.major ?? 0;
  if (major >= oldest) return;
  throw new PlainError(
    `DATABASE_URL leads to PostgreSQL ${major}; the platform needs ${oldest} or newer. Upgrade the server or use another one.`,
  );
}

type Ask = (text: string, values?: string[]) => Promise<{ readonly rows: readonly unknown[] }>;

/**
 * The first connection leaves a mark in its session; the second opens a transaction, which behind a
 * transaction pooler takes over the first one's session: then one of the two answers is wrong.
 */
export async function checkSession(first: Ask, second: Ask): Promise<void> {
  const mark = randomUUID();
  await first('SELECT set_config($1, $2, false)', [setting, mark]);
  await second('BEGIN');
  const seenBySecond = await readMark(second);
  const seenByFirst = await readMark(first);
  await second('ROLLBACK');
  if (seenByFirst !== mark || seenBySecond === mark) throw pooled();
}

async function readMark(ask: Ask): Promise<unknown> {
  const { rows } = await ask('SELECT current_setting($1, true) AS mark', [setting]);
  const [row] = rows;
  return typeof row === 'object' && row !== null && 'mark' in row ? row.mark : null;
}

const pooled = () =>
  new PlainError(
    'DATABASE_URL leads through a transaction pooler (such as PgBouncer in transaction mode). Use the direct address of the server, or a pool in session mode.',
  );

function explainConnection(error: unknown, connectionString: string): unknown {
  if (error instanceof PlainError || !(error instanceof Error)) return error;
  const where = placeOf(connectionString);
  const code = 'code' in error ? String(error.code) : '';
  const advice: Readonly<Record<string, string>> = {
    ECONNREFUSED: `No database answers at ${where}. Start PostgreSQL there or correct DATABASE_URL.`,
    ENOTFOUND: `The database host of ${where} does not exist. Correct DATABASE_URL.`,
    EAI_AGAIN: `The database host of ${where} could not be looked up. Check the network or DATABASE_URL.`,
    ETIMEDOUT: `The database at ${where} does not answer. Check the network, firewall and DATABASE_URL.`,
    '28P01': `The database at ${where} refused the password. Correct it in DATABASE_URL.`,
    '28000': `The database at ${where} refused the user. Correct DATABASE_URL or the server's pg_hba.conf.`,
    '3D000': `There is no such database at ${where}. Create it or correct DATABASE_URL.`,
    '53300': `The database at ${where} has no free connection. Raise max_connections or lower DATABASE_POOL_SIZE.`,
    '57P03': `The database at ${where} is still starting. Try again in a moment.`,
  };
  const known = advice[code];
  if (known !== undefined) return new PlainError(known);
  if (/timeout/i.test(error.message)) return new PlainError(advice.ETIMEDOUT ?? '');
  return new PlainError(`The database at ${where} cannot be used: ${error.message}.`);
}

/** Host, port and name: never the user or the password. */
function placeOf(connectionString: string): string {
  try {
    const { hostname, port, pathname } = new URL(connectionString);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'the given address';
  }
}

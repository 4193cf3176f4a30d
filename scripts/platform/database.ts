import pg from 'pg';
import type { Channel } from '../../src/domain/notifications/deliveries.ts';
import { migrate } from '../../src/server/db/migrate.ts';
import type { EmbeddedPostgres } from '../embedded/postgres.ts';

export const databaseName = 'requests';

export interface EmptyDatabase {
  readonly connectionString: string;
  readonly env: Readonly<Record<string, string>>;
  /** What is sent through these stays on this machine. */
  readonly localChannels: readonly Channel[];
}

interface Filling {
  readonly fill?: ((database: EmptyDatabase) => Promise<void>) | undefined;
  readonly say: (sentence: string) => void;
}

/** Makes and migrates the embedded database; an empty one is filled. */
export async function prepareDatabase(
  postgres: EmbeddedPostgres,
  database: EmptyDatabase,
  { fill, say }: Filling,
): Promise<void> {
  await createDatabase(postgres.url('postgres'));
  await migrate(database.connectionString);
  if (fill === undefined || !(await isEmpty(database.connectionString))) return;
  say('Loading sample data …');
  await fill(database);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const createDatabase = (maintenance: string) =>
  withClient(maintenance, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  });

const isEmpty = (url: string) =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM users LIMIT 1');
    return rowCount === 0;
  });

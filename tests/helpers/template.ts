import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/server/db/migrate.ts';

export const withDatabase = (server: string, database: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
};

/** Runs one maintenance statement on the server. */
export async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A name that no other run on the same server uses. */
export const uniqueName = (kind: string): string =>
  `requests_${kind}_${randomBytes(6).toString('hex')}`;

/** Creates and migrates the database that test databases are copied from. */
export async function prepareTemplate(
  server: string,
): Promise<{ readonly name: string; readonly drop: () => Promise<void> }> {
  const name = uniqueName('template');
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(withDatabase(server, name));
  return { name, drop: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

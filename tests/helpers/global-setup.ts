import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../scripts/embedded/postgres.ts';
import { prepareTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server the tests use, as a connection string to its maintenance database. */
    databaseServer: string;
    /** A migrated database that every test file gets its own copy of. */
    databaseTemplate: string;
  }
}

/** One PostgreSQL for the whole run: TEST_DATABASE_URL if set, else an embedded one, thrown away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') {
    const template = await prepareTemplate(given);
    project.provide('databaseServer', given);
    project.provide('databaseTemplate', template.name);
    return template.drop;
  }
  const folder = mkdtempSync(join(tmpdir(), 'requests-test-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const template = await prepareTemplate(server.url('postgres'));
    project.provide('databaseServer', server.url('postgres'));
    project.provide('databaseTemplate', template.name);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../scripts/embedded/postgres.ts';
import { type Platform, startOnDatabase } from '../../scripts/platform/platform.ts';
import type { TestDatabase } from './database.ts';

/** The real api and worker processes on the calling test file's database. */
export function useProcesses(database: TestDatabase): { readonly platform: Platform } {
  const filesDir = mkdtempSync(join(tmpdir(), 'requests-crash-'));
  let running: Platform | undefined;

  beforeAll(async () => {
    const port = await freePort();
    running = await startOnDatabase({
      host: '127.0.0.1',
      port,
      connectionString: database.connectionString,
      env: {
        DATABASE_URL: database.connectionString,
        SITE_URL: `http://localhost:${port}`,
        SECRET_KEY: 'a test key of at least thirty-two characters',
        DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        FILES_DIR: filesDir,
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'silent',
      },
      say: () => undefined,
    });
  });

  afterAll(async () => {
    await running?.stop();
    rmSync(filesDir, { recursive: true, force: true });
  });

  return {
    get platform() {
      if (running === undefined) throw new Error('The processes exist inside tests only.');
      return running;
    },
  };
}

/** `kill -9`: no handler runs, nothing is flushed. */
export function killHard(pid: number | undefined): void {
  if (pid === undefined) throw new Error('The process is not running');
  process.kill(pid, 'SIGKILL');
}

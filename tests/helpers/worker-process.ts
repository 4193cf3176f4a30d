import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import type { TestDatabase } from './database.ts';

const WORKER = fileURLToPath(new URL('../../src/server/worker.ts', import.meta.url));

/** Starts workers as they run in production, on the calling file's database; none outlives a test. */
export function useWorkers(
  database: Pick<TestDatabase, 'connectionString'>,
): (env?: Readonly<Record<string, string>>) => ChildProcess {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  return (env = {}) => {
    const worker = spawn(process.execPath, [WORKER], {
      env: {
        DATABASE_URL: database.connectionString,
        SITE_URL: 'http://localhost:8080',
        SECRET_KEY: 'a test key of at least thirty-two characters',
        DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
        FILES_DIR: `${tmpdir()}/requests-worker-test`,
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    running.push(worker);
    return worker;
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Ports } from './peers.ts';

const ENTRY = resolve(import.meta.dirname, '../../src/server/worker.ts');
const PROBE = join(import.meta.dirname, 'memory-probe.ts');

export interface Memory {
  readonly rssBytes: number;
  /** In use after a collection. */
  readonly heapBytes: number;
}

/** One worker process as it runs in production. */
export interface BenchWorker {
  readonly pid: number;
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly ports: Ports;
  /** Where the worker's CPU profile goes when it stops. */
  readonly profileDir: string | undefined;
}

export function startWorker({ env, ports, profileDir }: WorkerOptions): BenchWorker {
  const profile =
    profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(profileDir)];
  const child: ChildProcess = spawn(
    process.execPath,
    ['--expose-gc', ...profile, '--import', PROBE, ENTRY],
    {
      env: {
        ...env,
        SMTP_URL: `smtp://127.0.0.1:${ports.email}`,
        SLACK_API_URL: `http://127.0.0.1:${ports.slack}/api/`,
        TELEGRAM_API_URL: `http://127.0.0.1:${ports.telegram}`,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  if (child.pid === undefined) throw new Error('the worker does not start');
  return {
    pid: child.pid,
    async memory() {
      const answered = once(child, 'message');
      child.send('memory');
      const [memory] = (await answered) as [Memory];
      return memory;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

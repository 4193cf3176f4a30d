import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect } from 'vitest';
import { freePort } from './free-port.ts';

const ENTRY = fileURLToPath(new URL('../../src/server/api.ts', import.meta.url));

/** Answers any message with the most memory its process has held since the last one. */
const MEMORY_PROBE = `data:text/javascript,
let most = 0;
setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, 10).unref();
process.on('message', () => { process.send(most); most = process.memoryUsage.rss(); });
process.channel.unref();`.replaceAll('\n', '');

export interface ApiProcess {
  readonly child: ChildProcess;
  readonly address: string;
  /** In bytes, since the last time it was asked. */
  mostMemory(): Promise<number>;
  /** `kill -9`: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
}

/** Starts the api as it runs in production; what a test leaves running is killed after it. */
export function useApi(): {
  readonly start: (env: Readonly<Record<string, string>>) => Promise<ApiProcess>;
} {
  const running = new Set<ApiProcess>();
  afterEach(async () => {
    for (const api of running) await api.kill();
    running.clear();
  });
  return {
    start: async (env) => {
      const api = await startApi(env);
      running.add(api);
      return api;
    },
  };
}

async function startApi(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', MEMORY_PROBE, ENTRY], {
    env: {
      SITE_URL: 'http://localhost:8080',
      SECRET_KEY: 'a test key of at least thirty-two characters',
      DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      LOG_LEVEL: 'fatal',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const address = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 40_000 }).toBe(true);
  return {
    child,
    address,
    mostMemory: async () => {
      const answered = once(child, 'message');
      child.send('how much?');
      return Number((await answered)[0]);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Channel } from '../../src/domain/notifications/deliveries.ts';
import { openWire, type Point } from './wire.ts';

const ENTRY = fileURLToPath(new URL('../../src/server/worker.ts', import.meta.url));
const WITH_PARENT = new URL('../platform/with-parent.ts', import.meta.url).href;

/** Where one worker process runs, again and again, with wires of its own to every provider. */
export interface WorkerSlot {
  readonly isRunning: boolean;
  /** Settles when the worker says that it works; later than this it may be asked to stop. */
  readonly isUp: Promise<void>;
  /** Workers that ended without being killed or asked to. */
  readonly crashes: readonly string[];
  start(): void;
  /** `kill -9`: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null>;
  close(): Promise<void>;
}

export interface SlotOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Ports of the providers. */
  readonly ports: Readonly<Record<Channel, number>>;
  /** Asked wherever a worker may be killed: true kills it there. */
  readonly isDeathAt: (slot: WorkerSlot, channel: Channel, point: Point) => boolean;
}

export async function openWorkerSlot({ env, ports, isDeathAt }: SlotOptions): Promise<WorkerSlot> {
  let child: ChildProcess | undefined;
  let up = Promise.resolve();
  let isToEnd = false;
  const crashes: string[] = [];
  const killsAt = (channel: Channel) => (point: Point) => isDeathAt(slot, channel, point);
  const [email, slack, telegram] = await Promise.all([
    openWire({ to: ports.email, protocol: 'smtp', killsAt: killsAt('email') }),
    openWire({ to: ports.slack, protocol: 'http', killsAt: killsAt('slack') }),
    openWire({ to: ports.telegram, protocol: 'http', killsAt: killsAt('telegram') }),
  ]);
  const slot: WorkerSlot = {
    get isRunning() {
      return child !== undefined;
    },
    get isUp() {
      return up;
    },
    crashes,
    start() {
      const started = spawn(process.execPath, ['--import', WITH_PARENT, ENTRY], {
        env: {
          ...env,
          SMTP_URL: `smtp://127.0.0.1:${email.port}`,
          SLACK_API_URL: `http://127.0.0.1:${slack.port}/api/`,
          TELEGRAM_API_URL: `http://127.0.0.1:${telegram.port}`,
        },
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      child = started;
      isToEnd = false;
      const { promise, resolve } = Promise.withResolvers<void>();
      up = promise;
      started.stdout?.on('data', (said: Buffer) => {
        if (said.includes('"working"')) resolve();
      });
      started.once('exit', (code, signal) => {
        resolve();
        if (!isToEnd) crashes.push(`a worker ended by itself (${signal ?? code})`);
        if (child === started) child = undefined;
      });
    },
    async kill() {
      if (child === undefined) return;
      isToEnd = true;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child === undefined) throw new Error('no worker runs here');
      isToEnd = true;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
    async close() {
      await slot.kill();
      await Promise.all([email, slack, telegram].map((wire) => wire.stop()));
    },
  };
  return slot;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const withParent = join(import.meta.dirname, 'with-parent.ts');

export interface ChildOptions {
  /** What the terminal calls it. */
  readonly name: string;
  /** Entry file, relative to the project root. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Restart on changed files, for developers. */
  readonly watch?: boolean;
  readonly say: (sentence: string) => void;
}

export interface Child {
  /** Asks the process to finish its work and waits; kills it if it takes too long. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
  readonly pid: number | undefined;
  /** How often it ended without being asked to. */
  readonly crashes: number;
}

/**
 * What is read and sent on at once needs no large nursery: by itself it would grow to 64 MB in each
 * process, for no gain that was measured. The README says the same for processes run apart.
 */
export const nursery = '--max-semi-space-size=4';

const stopWithinMs = 15_000;
const firstPauseMs = 250;
const longestPauseMs = 15_000;
const stableAfterMs = 30_000;

/** Runs one of the platform's processes and starts it again, with growing pauses, if it crashes. */
export function runChild({
  name,
  entry,
  args: own = [],
  env,
  watch = false,
  say,
}: ChildOptions): Child {
  let running: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopping = false;
  let pauseMs = firstPauseMs;
  let crashes = 0;

  const start = () => {
    const began = Date.now();
    const args = [
      nursery,
      '--import',
      withParent,
      ...(watch ? ['--watch', '--watch-preserve-output'] : []),
    ];
    const child = spawn(process.execPath, [...args, resolve(root, entry), ...own], {
      cwd: root,
      env: { ...process.env, ...env },
      // Its own process group: Ctrl-C reaches the parent, which stops its children in order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running = child;
    child.once('exit', (code, signal) => {
      running = undefined;
      if (stopping) return;
      crashes += 1;
      if (Date.now() - began > stableAfterMs) pauseMs = firstPauseMs;
      say(`The ${name} ended (${signal ?? `exit code ${code}`}); starting it again.`);
      again = setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  start();

  return {
    get pid() {
      return running?.pid;
    },
    get crashes() {
      return crashes;
    },
    kill: () => {
      stopping = true;
      clearTimeout(again);
      running?.kill('SIGKILL');
    },
    async stop() {
      stopping = true;
      clearTimeout(again);
      const child = running;
      if (child === undefined) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(forced);
    },
  };
}

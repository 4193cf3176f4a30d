import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What the load generator is told and what it answers. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** `$code` stands for the code of the request that the sequence created. */
  readonly path: string;
  readonly cookie: string;
  /** JSON; `"$version"` stands for the version last seen. */
  readonly body?: string;
  readonly expect: number;
}

export interface LoadOrder {
  readonly port: number;
  readonly concurrency: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Taken in turn by the connections; each is measured as one. */
  readonly sequences: readonly (readonly Call[])[];
}

export interface LoadResult {
  readonly done: number;
  /** With those of the warm-up. */
  readonly sent: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
  /** The first few, for people. */
  readonly failures: readonly string[];
}

/** Runs the load in a process of its own. */
export function generateLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'));
  return new Promise((done, reject) => {
    child.once('message', (result: LoadResult) => done(result));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`The load generator ended with exit code ${code}.`));
    });
    child.send(order);
  });
}

import { formatFileSize } from '../../src/domain/kernel/file-size.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { moveOne, type Route } from './move-one.ts';
import { isKnown, type KnownBytes, knownBytes, sumOfKnown } from './queries.ts';

export interface Move extends Route {
  readonly db: Db;
  /** How many at once. */
  readonly concurrency: number;
  /** Once every file has arrived, and not before. */
  readonly deleteSource: boolean;
  readonly say: (line: string) => void;
}

export interface MoveReport {
  readonly copied: number;
  readonly there: number;
  /** One line each: which, and why. */
  readonly failed: readonly string[];
  readonly deleted: number;
  readonly isInterrupted: boolean;
}

const TELL_EVERY_MS = 5_000;

/**
 * Moves every file that the database knows from one store to the other. One that fails stops no
 * other; being asked to stop leaves nothing half-written. Run again, it goes on where it stopped.
 */
export async function moveAll(move: Move): Promise<MoveReport> {
  const { db, say, signal } = move;
  const all = await sumOfKnown(db);
  say(`${count(all.count)} (${formatFileSize(all.bytes)}) to move.`);
  const run = new Run(move, all.count);
  const known = knownBytes(db);
  await Promise.all(Array.from({ length: move.concurrency }, () => run.take(known)));
  const { copied, there, failed, arrived } = run;
  const isComplete = failed.length === 0 && !signal.aborted;
  const deleted = move.deleteSource && isComplete ? await deleteAll(move, arrived) : 0;
  return { copied, there, failed, deleted, isInterrupted: signal.aborted };
}

class Run {
  readonly #move: Move;
  readonly #total: number;
  readonly arrived: string[] = [];
  readonly failed: string[] = [];
  copied = 0;
  there = 0;
  #bytes = 0;
  #toldAtMs = performance.now();

  constructor(move: Move, total: number) {
    this.#move = move;
    this.#total = total;
  }

  async take(all: AsyncGenerator<KnownBytes>): Promise<void> {
    for (;;) {
      if (this.#move.signal.aborted) return;
      // Several ask the same list: each gets another one.
      const { value: known, done } = await all.next();
      if (done === true) return;
      await this.#one(known);
      this.#tell();
    }
  }

  async #one(known: KnownBytes): Promise<void> {
    try {
      const as = await moveOne(this.#move, known);
      if (as === 'missing') {
        // Removed by its owner a moment ago: nothing is to be moved.
        if (await isKnown(this.#move.db, known.key)) this.#fail(known, 'is in neither store');
        return;
      }
      this[as] += 1;
      this.#bytes += known.sizeBytes;
      this.arrived.push(known.key);
    } catch (error) {
      if (this.#move.signal.aborted) return;
      this.#fail(known, error instanceof Error ? error.message : String(error));
    }
  }

  #fail({ name, key }: KnownBytes, why: string): void {
    const line = `${name} (${key}) ${why}`;
    this.failed.push(line);
    this.#move.say(`Failed: ${line}`);
  }

  #tell(): void {
    if (performance.now() - this.#toldAtMs < TELL_EVERY_MS) return;
    this.#toldAtMs = performance.now();
    const done = this.copied + this.there + this.failed.length;
    this.#move.say(`${done} of ${count(this.#total)}, ${formatFileSize(this.#bytes)}.`);
  }
}

async function deleteAll({ from, say, signal }: Move, keys: readonly string[]): Promise<number> {
  say(`All of them have arrived: removing ${count(keys.length)} where they came from.`);
  let deleted = 0;
  for (const key of keys) {
    if (signal.aborted) break;
    await from.remove(key);
    deleted += 1;
  }
  return deleted;
}

export const count = (files: number): string => `${files} ${files === 1 ? 'file' : 'files'}`;

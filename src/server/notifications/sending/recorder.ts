import { setTimeout as pause } from 'node:timers/promises';
import type { Finished } from './queries.ts';

/**
 * Writes outcomes as they come: one statement takes all that came while the last one ran. An outcome
 * that could not be written would have its message sent again, so writing is tried for as long as
 * the session lives.
 */
export class Recorder {
  readonly #write: (results: readonly Finished[]) => Promise<void>;
  readonly #onTrouble: (error: unknown) => void;
  #waiting: Finished[] = [];
  #running: Promise<void> | null = null;
  #isAbandoned = false;

  constructor(
    write: (results: readonly Finished[]) => Promise<void>,
    onTrouble: (error: unknown) => void,
  ) {
    this.#write = write;
    this.#onTrouble = onTrouble;
  }

  add(result: Finished): void {
    this.#waiting.push(result);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Settles when everything added so far is written, or abandoned. */
  async drained(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** The session is gone: whoever adopts the lanes finds out what became of them. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    // Outcomes of one turn of the event loop belong together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#writeUntilDone(batch);
    }
  }

  async #writeUntilDone(batch: readonly Finished[]): Promise<void> {
    for (let waitMs = 50; !this.#isAbandoned; waitMs = Math.min(waitMs * 2, 5_000)) {
      try {
        await this.#write(batch);
        return;
      } catch (error) {
        this.#onTrouble(error);
        await pause(waitMs);
      }
    }
  }
}

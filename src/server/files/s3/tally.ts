import type { StoreFailure } from './failure.ts';

/** How the calls of this process to the bucket went. One call is one, however often it was retried. */
export class CallTally {
  readonly #failed = new Map<string, number>();
  #last: 'ok' | 'failing' | null = null;

  get last(): 'ok' | 'failing' | null {
    return this.#last;
  }

  get failed(): ReadonlyMap<string, number> {
    return this.#failed;
  }

  answered(): void {
    this.#last = 'ok';
  }

  failedAt(operation: string, failure: StoreFailure): void {
    // It may be the bucket that is not there, or just the object: that tells nothing.
    if (failure.isAnswer) return;
    this.#failed.set(operation, (this.#failed.get(operation) ?? 0) + 1);
    this.#last = 'failing';
  }
}

import { DomainError } from '../../../domain/errors.ts';

const MOST_PER_PERSON = 2;
const MOST = 4;
const RETRY_AFTER_SECONDS = 15;

/**
 * Each download keeps a connection of the pool for as long as somebody takes its rows: bounded, so
 * that the rest of the platform never waits for one. Counted in this process, whose pool it is.
 */
export class DownloadSlots {
  readonly #most: number;
  readonly #byPerson = new Map<number, number>();
  #taken = 0;

  constructor(poolSize: number) {
    this.#most = Math.max(1, Math.min(MOST, Math.floor(poolSize / 4)));
  }

  /**
   * @returns gives the place back; twice is fine
   * @throws DomainError `too_many_attempts`, `service_unavailable`
   */
  take(personId: number): () => void {
    const theirs = this.#byPerson.get(personId) ?? 0;
    if (theirs >= MOST_PER_PERSON) {
      throw new DomainError(
        'too_many_attempts',
        `${MOST_PER_PERSON} of your downloads are under way. Wait for one of them.`,
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    }
    if (this.#taken >= this.#most) {
      throw new DomainError(
        'service_unavailable',
        'Many reports are being downloaded right now. Try again in a moment.',
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    }
    this.#taken += 1;
    this.#byPerson.set(personId, theirs + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#taken -= 1;
      const left = (this.#byPerson.get(personId) ?? 1) - 1;
      if (left === 0) this.#byPerson.delete(personId);
      else this.#byPerson.set(personId, left);
    };
  }
}

import { LONGEST_WAIT_MS } from './retry.ts';

const FIRST_WINDOW = 2;

/**
 * How fast a channel may be used, learnt from its answers: begun with few messages at a time, more as
 * they are taken, so that a worker that dies early leaves few in doubt (N4). A provider that says
 * "wait" is left alone for that long and then asked one message at a time. Monotonic time: no change
 * of the clock stretches a wait.
 */
export class Pace {
  readonly #most: number;
  readonly #nowMs: () => number;
  #window: number;
  #channelUntilMs = 0;
  #troubles = 0;
  readonly #untilMs = new Map<string, number>();

  constructor(most: number, nowMs: () => number = () => performance.now()) {
    this.#most = most;
    this.#window = Math.min(FIRST_WINDOW, most);
    this.#nowMs = nowMs;
  }

  /** How many messages may be under way now. */
  get window(): number {
    return this.#nowMs() < this.#channelUntilMs ? 0 : Math.floor(this.#window);
  }

  /** Recipients that are to be left alone now. */
  get paused(): readonly string[] {
    const nowMs = this.#nowMs();
    for (const [recipient, untilMs] of this.#untilMs) {
      if (untilMs <= nowMs) this.#untilMs.delete(recipient);
    }
    return [...this.#untilMs.keys()];
  }

  succeeded(): void {
    this.#troubles = 0;
    // One more for each full window that was taken.
    this.#window = Math.min(this.#most, this.#window + 1 / this.#window);
  }

  /** A rate limit: this destination waits, the rest of the channel goes on. */
  pauseDestination(recipient: string, waitMs: number): void {
    this.#window = 1;
    this.#untilMs.set(recipient, this.#nowMs() + Math.min(waitMs, LONGEST_WAIT_MS));
  }

  /** The provider cannot be reached: nothing is tried for a while, then one message. */
  pauseChannel(waitMs: number | null): void {
    const nowMs = this.#nowMs();
    // Messages that were under way together fail together: that is one trouble.
    if (nowMs >= this.#channelUntilMs) this.#troubles += 1;
    const grownMs = Math.min(1_000 * 2 ** (this.#troubles - 1), 60_000);
    this.#window = 1;
    const forMs = Math.min(waitMs ?? grownMs, LONGEST_WAIT_MS);
    this.#channelUntilMs = Math.max(this.#channelUntilMs, nowMs + forMs);
  }
}

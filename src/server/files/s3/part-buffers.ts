/**
 * The few blocks of memory through which everything is sent to the store, used again and again. Who
 * finds none free waits, and with them their client: fifty uploads at once need no more memory than
 * four.
 */
export class PartBuffers {
  readonly #bytes: number;
  readonly #free: Buffer[] = [];
  readonly #waiting: ((buffer: Buffer) => void)[] = [];
  #left: number;

  constructor(count: number, bytes: number) {
    this.#left = count;
    this.#bytes = bytes;
  }

  async lend<Result>(use: (buffer: Buffer) => Promise<Result>): Promise<Result> {
    const buffer = await this.#take();
    try {
      return await use(buffer);
    } finally {
      this.#giveBack(buffer);
    }
  }

  #take(): Buffer | Promise<Buffer> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#left === 0) {
      const { promise, resolve } = Promise.withResolvers<Buffer>();
      this.#waiting.push(resolve);
      return promise;
    }
    this.#left -= 1;
    return Buffer.allocUnsafeSlow(this.#bytes);
  }

  /** First come, first served. */
  #giveBack(buffer: Buffer): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(buffer);
    else next(buffer);
  }
}

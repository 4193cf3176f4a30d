import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { Attempt } from './attempt.ts';
import { Pace } from './pace.ts';
import { type Finished, holdLanes, type StartedDelivery, startDeliveries } from './queries.ts';
import { pauseMs } from './retry.ts';

/** How often a channel looks for what is due without being told. */
const LOOK_EVERY_MS = 1_000;
/** Lanes are taken for all places that become free within this time, not for each by itself. */
const GATHER_MS = 2;

export interface LoopOptions {
  readonly context: Context;
  readonly worker: number;
  readonly channel: Channel;
  /** Messages under way at once. */
  readonly concurrency: number;
  readonly record: (result: Finished) => void;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/**
 * One channel of one worker: takes as many lanes as it has free places, tries each one's first
 * delivery, hands the outcome on. Channels run side by side, so that none waits for another.
 */
export class ChannelLoop {
  readonly #options: LoopOptions;
  readonly #pace: Pace;
  readonly #attempt: Attempt;
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #isTaking = false;
  #isWanted = false;
  #isStopped = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#pace = new Pace(options.concurrency);
    this.#attempt = new Attempt(options.context, options.channel, options.signal);
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
    this.wake();
  }

  /** Something may be due. */
  wake(): void {
    this.#isWanted = true;
    if (!this.#isTaking && !this.#isStopped) void this.#take();
  }

  /** Takes nothing more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
    while (this.#isTaking || this.#underWay.size > 0) {
      await Promise.allSettled([...this.#underWay, new Promise((done) => setTimeout(done, 5))]);
    }
  }

  async #take(): Promise<void> {
    this.#isTaking = true;
    try {
      while (this.#isWanted && !this.#isStopped) {
        this.#isWanted = false;
        const free = this.#pace.window - this.#underWay.size;
        if (free <= 0) break;
        const taken = await this.#takeUpTo(free);
        if (taken === free) this.#isWanted = true;
      }
    } catch (error) {
      // The database is in trouble: the timer asks again. Lanes held meanwhile are found as lost.
      this.#options.context.log.error({ err: error }, 'deliveries could not be taken');
    } finally {
      this.#isTaking = false;
    }
  }

  async #takeUpTo(limit: number): Promise<number> {
    const { context, worker, channel } = this.#options;
    const now = context.now();
    const except = this.#pace.paused;
    const lanes = await holdLanes(context.db, worker, { channel, now, limit, except });
    if (lanes.length === 0) return 0;
    const deliveries = await this.#startAll(lanes, now);
    for (const delivery of deliveries) {
      const attempt = this.#try(delivery).finally(() => {
        this.#underWay.delete(attempt);
        this.#gather();
      });
      this.#underWay.add(attempt);
    }
    return lanes.length;
  }

  /** The lanes are held already: giving up here would leave them so. */
  async #startAll(lanes: readonly number[], now: Instant): Promise<readonly StartedDelivery[]> {
    const { context, worker } = this.#options;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await startDeliveries(context.db, worker, lanes, now);
      } catch (error) {
        if (this.#isStopped) throw error;
        context.log.error({ err: error }, 'deliveries could not be started');
        await new Promise((done) =>
          setTimeout(done, Math.min(pauseMs(attempts, null, 0.5), 5_000)),
        );
      }
    }
  }

  #gather(): void {
    if (this.#isStopped) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.wake();
    }, GATHER_MS);
  }

  async #try(delivery: StartedDelivery): Promise<void> {
    const { result, reach, waitMs } = await this.#attempt.run(delivery);
    if (reach === 'destination') this.#pace.pauseDestination(delivery.recipient, waitMs ?? 1_000);
    else if (reach === 'channel') this.#pace.pauseChannel(waitMs);
    else this.#pace.succeeded();
    this.#options.record(result);
  }
}

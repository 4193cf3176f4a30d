import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { Attempt } from './attempt.ts';
import { Pace } from './pace.ts';
import { type Finished, holdLanes, type StartedDelivery, startDeliveries } from './queries.ts';
import { LONGEST_WAIT_MS, pauseMs } from './retry.ts';

/** How often a channel looks for what is due without being told. */
const LOOK_EVERY_MS = 1_000;
/**
 * Lanes are taken for all places that become free, and all deliveries that are written, within this
 * time: under load a statement for each would cost more than the message. What comes alone goes at once.
 */
const GATHER_AT_LEAST_MS = 5;
const GATHER_AT_MOST_MS = 50;
/**
 * Looking rests this many times as long as it took: on a machine that is busy with people's actions
 * it takes longer, and more comes together.
 */
const REST = 3;
/** While a destination waits, every look passes over all that waits for it. */
const GATHER_BESIDE_PAUSED_MS = 50;

export interface LoopOptions {
  readonly context: Context;
  readonly worker: number;
  readonly channel: Channel;
  /** Messages under way at once. */
  readonly concurrency: number;
  readonly record: (result: Finished) => void;
  /** Told when it is not known which lanes are held: they must be left to others. */
  readonly onLost: (error: unknown) => void;
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
  #tookAtMs = Number.NEGATIVE_INFINITY;
  #tookMs = 0;
  /** There were no places for all that may have waited. */
  #hasBacklog = false;
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

  get channel(): Channel {
    return this.#options.channel;
  }

  /** Something new may be due: taken at once, unless lanes were taken a moment ago. */
  wake(): void {
    if (performance.now() - this.#tookAtMs >= this.#gatherMs) void this.#take();
    else this.wakeSoon();
  }

  /** Something may be due, and more of it in a moment. */
  wakeSoon(): void {
    if (this.#isStopped) return;
    this.#gathering ??= setTimeout(() => void this.#take(), this.#gatherMs);
  }

  get #gatherMs(): number {
    if (this.#pace.paused.length > 0) return GATHER_BESIDE_PAUSED_MS;
    if (this.#hasBacklog) return GATHER_AT_LEAST_MS;
    return Math.min(Math.max(REST * this.#tookMs, GATHER_AT_LEAST_MS), GATHER_AT_MOST_MS);
  }

  /** Slack has one destination: while it waits, nothing else is worth looking for. */
  get #isAllPaused(): boolean {
    return this.#options.channel === 'slack' && this.#pace.paused.length > 0;
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
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#isStopped) return;
    if (this.#isTaking) {
      this.#isWanted = true;
      return;
    }
    this.#isTaking = true;
    this.#isWanted = false;
    const beganMs = performance.now();
    try {
      const free = this.#isAllPaused ? 0 : this.#pace.window - this.#underWay.size;
      if (free > 0) await this.#takeUpTo(free);
      else this.#hasBacklog = true;
    } catch (error) {
      this.#options.context.log.error({ err: error }, 'deliveries could not be taken');
    } finally {
      this.#isTaking = false;
      this.#tookAtMs = performance.now();
      this.#tookMs = this.#tookAtMs - beganMs;
      if (this.#isWanted) this.wakeSoon();
    }
  }

  async #takeUpTo(limit: number): Promise<void> {
    const now = this.#options.context.now();
    const lanes = await this.#hold(now, limit);
    this.#hasBacklog = lanes.length === limit;
    if (lanes.length === 0) return;
    const deliveries = await this.#startAll(lanes, now);
    // Some were not due after all: others may be.
    if (lanes.length === limit && deliveries.length < limit) this.#isWanted = true;
    for (const delivery of deliveries) {
      const attempt = this.#try(delivery).finally(() => {
        this.#underWay.delete(attempt);
        if (this.#hasBacklog) this.wakeSoon();
      });
      this.#underWay.add(attempt);
    }
  }

  async #hold(now: Instant, limit: number): Promise<readonly number[]> {
    const { context, worker, channel, onLost } = this.#options;
    const except = this.#pace.paused;
    try {
      return await holdLanes(context.db, worker, { channel, now, limit, except });
    } catch (error) {
      onLost(error);
      return [];
    }
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

  async #try(delivery: StartedDelivery): Promise<void> {
    const { result, reach, waitMs } = await this.#attempt.run(delivery);
    if (reach === 'destination') this.#pauseDestination(delivery.recipient, waitMs ?? 1_000);
    else if (reach === 'channel') this.#pace.pauseChannel(waitMs);
    else this.#pace.succeeded();
    this.#options.record(result);
  }

  #pauseDestination(recipient: string, waitMs: number): void {
    this.#pace.pauseDestination(recipient, waitMs);
    setTimeout(() => this.wakeSoon(), Math.min(waitMs, LONGEST_WAIT_MS)).unref();
  }
}

import { CHANNELS, type Channel } from '../../src/domain/notifications/deliveries.ts';
import type { Random } from '../bench/random.ts';
import { makeTrouble, type Providers } from './providers.ts';
import { POINTS, type Point } from './wire.ts';
import type { WorkerSlot } from './worker-slot.ts';

interface Aim {
  readonly among: readonly WorkerSlot[];
  /** Null: at a moment, whatever happens then. */
  readonly at: { readonly channel: Channel | null; readonly point: Point } | null;
  /** So many times the point is passed before. */
  left: number;
  readonly done: () => void;
}

/** A point that a working worker has not reached by then it will not reach: there is nothing to send. */
const LOSES_PATIENCE_MS = 1_000;
const LONGEST_MOMENT_MS = 400;
const LONGEST_RECORDING_MS = 8;

/** Decides where and when a worker dies, and what the providers do meanwhile. */
export class Executioner {
  readonly #providers: Providers;
  readonly #random: Random;
  readonly #deaths = new Map<string, number>();
  #aim: Aim | null = null;
  /** Events that people caused so far. */
  told = 0;
  /** Nothing happens this time, so that more is under way another time. */
  holdsBack = false;
  troubles = 0;

  constructor(providers: Providers, random: Random) {
    this.#providers = providers;
    this.#random = random;
  }

  /** Settles when one of them is dead. */
  async aim(among: readonly WorkerSlot[]): Promise<void> {
    const random = this.#random;
    this.holdsBack = random.chance(0.4);
    if (random.chance(0.2)) {
      makeTrouble(this.#providers, random);
      this.troubles += 1;
    }
    // With nothing new to send most points are never reached.
    const isAtPoint = random.chance(this.holdsBack ? 0.3 : 0.9);
    const channel = random.chance(0.5) ? null : random.pick(CHANNELS);
    const at = isAtPoint ? { channel, point: random.pick(POINTS) } : null;
    const victim = random.pick(among);
    const afterMs = isAtPoint ? LOSES_PATIENCE_MS : random.next() * LONGEST_MOMENT_MS;
    const isEarly = !isAtPoint && random.chance(0.2);
    const { promise, resolve: done } = Promise.withResolvers<void>();
    const left = random.whole(0, channel === null ? 8 : 3);
    const aim: Aim = { among, at, left, done };
    this.#aim = aim;
    if (!isEarly) await Promise.race([promise, Promise.all(among.map(({ isUp }) => isUp))]);
    const late = setTimeout(() => {
      if (this.#aim === aim) this.#strike(victim, isEarly ? 'while it starts' : 'at any moment');
    }, afterMs);
    await promise;
    clearTimeout(late);
  }

  /** For the wires: asked at every point; true when the worker was killed there. */
  readonly isDeathAt = (slot: WorkerSlot, channel: Channel, point: Point): boolean => {
    const aim = this.#aim;
    if (aim === null || aim.at === null || !aim.among.includes(slot)) return false;
    if (aim.at.point !== point || (aim.at.channel ?? channel) !== channel) return false;
    if (aim.left > 0) {
      aim.left -= 1;
      return false;
    }
    this.#strike(slot, NAMES[point]);
    return true;
  };

  summary(): string {
    return [...this.#deaths].map(([name, count]) => `${count} ${name}`).join(', ');
  }

  #strike(slot: WorkerSlot, name: string): void {
    const aim = this.#aim;
    if (aim === null) return;
    this.#aim = null;
    this.#deaths.set(name, (this.#deaths.get(name) ?? 0) + 1);
    // From before the answer is read until after it is written down.
    const afterMs = name === NAMES.answered ? this.#random.next() * LONGEST_RECORDING_MS : 0;
    if (afterMs === 0) slot.kill().then(aim.done, aim.done);
    else setTimeout(() => slot.kill().then(aim.done, aim.done), afterMs);
  }
}

const NAMES: Readonly<Record<Point, string>> = {
  partly: 'with half a message out',
  taken: 'with the answer on its way',
  answered: 'with the answer just received',
};

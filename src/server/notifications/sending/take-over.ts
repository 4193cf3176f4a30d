import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { adoptLanes, findLostWorkers } from './queries.ts';

const LOOK_EVERY_MS = 2_000;
const LOOK_AT_MOST_EVERY_MS = 50;

/**
 * Takes over the lanes of workers that died (N4). One whose session is gone may still be sending for
 * a moment (its network broke, not the process), so it must have stayed away for a while by our own
 * stopwatch.
 * @param onTaken lanes are to be tried
 */
export function startTakingOver(
  context: Context,
  takeOverAfterMs: number,
  onTaken: () => void,
): { stop(): Promise<void> } {
  const missingSince = new Map<number, number>();
  const { channels, db, log, now } = context;
  const unreadable: Channel[] =
    channels.modes.slack === 'bot' ? ['telegram'] : ['slack', 'telegram'];
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const lost = await findLostWorkers(db);
    for (const worker of [...missingSince.keys()]) {
      if (!lost.includes(worker)) missingSince.delete(worker);
    }
    for (const worker of lost) {
      const since = missingSince.get(worker) ?? performance.now();
      missingSince.set(worker, since);
      if (performance.now() - since < takeOverAfterMs) continue;
      const lanes = await adoptLanes(db, worker, unreadable, now());
      if (lanes > 0) log.warn({ lanes }, 'took over the deliveries of a worker that ended');
      onTaken();
    }
  }

  const tick = (): void => {
    looking ??= look()
      .catch((error: unknown) => log.error({ err: error }, 'could not look for lost workers'))
      .finally(() => {
        looking = null;
      });
  };
  tick();
  const everyMs = Math.max(LOOK_AT_MOST_EVERY_MS, Math.min(LOOK_EVERY_MS, takeOverAfterMs / 2));
  const timer = setInterval(tick, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

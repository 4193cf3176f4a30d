import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import { watchGoneSessions } from '../../db/gone-sessions.ts';
import { adoptLanes, findLostWorkers } from './queries.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Takes over the lanes of workers that died (N4).
 * @param takeOverAfterMs how long a worker must have been gone
 * @param onTaken lanes are to be tried
 */
export function startTakingOver(
  context: Context,
  takeOverAfterMs: number,
  onTaken: () => void,
): { stop(): Promise<void> } {
  const { channels, db, log, now } = context;
  const unreadable: Channel[] =
    channels.modes.slack === 'bot' ? ['telegram'] : ['slack', 'telegram'];
  return watchGoneSessions({
    find: () => findLostWorkers(db),
    lookEveryMs: LOOK_EVERY_MS,
    patienceMs: takeOverAfterMs,
    async onGone(workers) {
      for (const worker of workers) {
        const lanes = await adoptLanes(db, worker, unreadable, now());
        if (lanes > 0) log.warn({ lanes }, 'took over the deliveries of a worker that ended');
        onTaken();
      }
    },
    onError: (error) => log.error({ err: error }, 'could not look for lost workers'),
  });
}

import { parseCronItems } from 'graphile-worker';
import { JOB_WORDS, type JobTask } from '../../domain/jobs.ts';
import { epochMs, type Instant, instantFromEpochMs } from '../../domain/kernel/calendar.ts';
import { timetable } from './timetable.ts';

const MINUTE_MS = 60_000;
/** Every pattern of minutes, hours and days has come round by then. */
const LOOK_AHEAD_MINUTES = 366 * 1_440;

export interface Scheduled {
  readonly task: JobTask;
  readonly cron: string;
  /** The next time by the clock, later than this. */
  readonly nextAfter: (now: Instant) => Instant | null;
}

/** What runs by the clock, in the order in which admins read it. */
export const SCHEDULED: readonly Scheduled[] = timetable
  .map((item): Scheduled => {
    const [parsed] = parseCronItems([item]);
    const matches = (date: Date) =>
      parsed?.match({
        min: date.getUTCMinutes(),
        hour: date.getUTCHours(),
        date: date.getUTCDate(),
        month: date.getUTCMonth() + 1,
        dow: date.getUTCDay(),
      }) === true;
    return { task: item.task, cron: item.match, nextAfter: (now) => nextMatch(matches, now) };
  })
  .sort((a, b) => (JOB_WORDS[a.task].name < JOB_WORDS[b.task].name ? -1 : 1));

function nextMatch(matches: (date: Date) => boolean, now: Instant): Instant | null {
  const firstMs = (Math.floor(epochMs(now) / MINUTE_MS) + 1) * MINUTE_MS;
  for (let minutes = 0; minutes < LOOK_AHEAD_MINUTES; minutes += 1) {
    const ms = firstMs + minutes * MINUTE_MS;
    if (matches(new Date(ms))) return instantFromEpochMs(ms);
  }
  return null;
}

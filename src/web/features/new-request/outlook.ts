import { type CalendarDay, type Instant, startOfDay } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import type { RequestType, Values } from '../../../domain/requests/define.ts';
import { createTransition } from '../../../domain/requests/lifecycle.ts';
import { formatDay, formatInstant, formatTime } from '../../format.ts';
import { summary as words } from '../../words/new-request.ts';

/**
 * What submitting would do, in sentences. It asks the transition that the server will make (L1), so
 * that what is promised here is what happens.
 */
export function outlook(options: {
  readonly type: RequestType;
  /** As far as they can be read. */
  readonly values: Values;
  readonly creator: Actor;
  readonly requester: { readonly id: number; readonly timezone: string };
  readonly now: Instant;
}): readonly string[] {
  const { type, values, creator, requester, now } = options;
  const day = typeof values.scheduledOn === 'string' ? (values.scheduledOn as CalendarDay) : null;
  const { to, set } = createTransition({
    type,
    values,
    creator,
    requesterId: requester.id,
    scheduledOn: day,
    timezone: requester.timezone,
    now,
  });
  const start = day === null ? null : startSentence(day, requester.timezone);
  const lines: string[] = [];
  if (to === 'pending_approval') {
    lines.push(start === null ? words.approval : words.approvalThenDate(start));
  } else {
    lines.push(start === null ? words.operatorsAtOnce : words.scheduled(start));
  }
  if (set.approvalWaived === true && type.needsApproval(values)) lines.push(words.approvalWaived);
  if (day !== null && creator.timezone !== requester.timezone) {
    const begins = startOfDay(day, requester.timezone);
    lines.push(words.viewerTime(formatInstant(begins, creator.timezone), creator.timezone));
  }
  return lines;
}

/** The day's first moment: 00:00, except where a clock change skips it. */
function startSentence(day: CalendarDay, zone: string): string {
  const time = formatTime(startOfDay(day, zone), zone);
  return time === '00:00'
    ? words.midnight(formatDay(day), zone)
    : words.at(formatDay(day), time, zone);
}

import { Tooltip } from '@mantine/core';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { dayIn, instant, parseCalendarDay, startOfDay } from '../../../domain/kernel/calendar.ts';
import { useMe } from '../../api/queries.ts';
import {
  formatDay,
  formatDuration,
  formatInstant,
  formatInstantExactly,
  formatTime,
} from '../../format.ts';
import { nameOf } from '../../ui/name-of.ts';
import { useNowMs, useViewerZone } from '../../ui/now.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { next as words } from '../../words/request.ts';
import classes from './header.module.css';

/** The one line that says who must act next, and since when they could. */
export function NextStep({ request }: { request: RequestDetail }) {
  if (request.nextStep.waitingFor === null) return <Ended request={request} />;
  if (request.nextStep.waitingFor === 'date') return <Activation request={request} />;
  return <Waiting next={request.nextStep} />;
}

function Waiting({ next }: { next: RequestDetail['nextStep'] }) {
  const me = useMe();
  return (
    <p className={classes.next}>
      {sentenceOf(next, me.id)}
      {next.waitingFor === 'assigned_operator' || next.waitingFor === 'assigned_qa_agent' ? (
        <>
          {words.started}
          <RelativeTime at={next.since} />
        </>
      ) : (
        <For since={next.since} />
      )}
    </p>
  );
}

function sentenceOf({ waitingFor, person }: RequestDetail['nextStep'], myId: number): string {
  const who = person === null || person.id === myId ? null : nameOf(person);
  switch (waitingFor) {
    case 'leadership':
    case 'operator':
    case 'qa_agent':
      return words[waitingFor];
    case 'assigned_operator':
    case 'assigned_qa_agent':
    case 'requester':
      return words[waitingFor](who);
    case 'date':
    case null:
      return '';
  }
}

function For({ since }: { since: string }) {
  const nowMs = useNowMs();
  const zone = useViewerZone();
  const ms = nowMs - Date.parse(since);
  return (
    <Tooltip label={words.sinceExactly(formatInstantExactly(since, zone), zone)}>
      <time dateTime={since}>{ms < 60_000 ? words.sinceNow : words.since(formatDuration(ms))}</time>
    </Tooltip>
  );
}

/** The day begins in the zone stored with it (L5); the viewer's own clock is named when it differs. */
function Activation({ request }: { request: RequestDetail }) {
  const viewerZone = useViewerZone();
  const day = parseCalendarDay(request.scheduledOn ?? '');
  if (day === null) return null;
  const zone = request.scheduledTimezone ?? 'UTC';
  const begins = startOfDay(day, zone);
  const there = formatInstant(begins, viewerZone);
  const isSame =
    dayIn(viewerZone, instant(begins)) === day &&
    formatTime(begins, viewerZone) === formatTime(begins, zone);
  return (
    <p className={classes.next}>
      {words.active(formatDay(day), formatTime(begins, zone), zone)}.
      {!isSame && <> {words.activeThere(there, viewerZone)}</>}
    </p>
  );
}

function Ended({ request }: { request: RequestDetail }) {
  const at = request.completedAt ?? request.cancelledAt ?? request.statusSince;
  const isCompleted = request.status === 'completed';
  return (
    <p className={classes.next}>
      {isCompleted ? words.completed : words.cancelled} <RelativeTime at={at} />
      {isCompleted && request.tatMs !== null && request.tatMs >= 1000 && (
        <> {words.tookTat(formatDuration(request.tatMs))}</>
      )}
    </p>
  );
}

import { Tooltip } from '@mantine/core';
import { formatDay, formatInstantExactly, formatMoment, formatRelative } from '../format.ts';
import { common } from '../words/common.ts';
import { useNowMs, useViewerZone } from './now.ts';

/** "3 h ago", with the exact instant and the zone on hover (R5). */
export function RelativeTime({ at }: { at: string }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  return (
    <Tooltip label={common.at(formatInstantExactly(at, zone), zone)}>
      <time dateTime={at}>{formatRelative(at, nowMs, zone)}</time>
    </Tooltip>
  );
}

/** "14:05" today, else with its day; the exact instant and the zone on hover (R5). */
export function Moment({ at }: { at: string }) {
  const zone = useViewerZone();
  const nowMs = useNowMs();
  return (
    <Tooltip label={common.at(formatInstantExactly(at, zone), zone)}>
      <time dateTime={at}>{formatMoment(at, nowMs, zone)}</time>
    </Tooltip>
  );
}

/** A scheduled day belongs to the zone of the requester, not to the viewer's: both are named. */
export function ScheduledDay({ day, zone }: { day: string; zone: string | null }) {
  const nowMs = useNowMs();
  return <time dateTime={day}>{common.at(formatDay(day, nowMs), zone ?? '').trim()}</time>;
}

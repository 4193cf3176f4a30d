import type { NotificationAdmin, NotificationAlerts } from '../../../domain/api/notifications.ts';
import { epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import { CHANNELS, type Channel } from '../../../domain/notifications/deliveries.ts';
import { NOTIFICATION_EVENTS } from '../../../domain/notifications/events.ts';
import type { ChannelState } from '../channel-state-queries.ts';
import type { Toggle, Waiting } from './queries.ts';

/** Longer than a provider's hiccup and a few retries. */
const WAITS_LONG_MS = 600_000;

/** Event × channel: on, unless somebody switched it off. */
export function togglesView(moved: readonly Toggle[]): NotificationAdmin['toggles'] {
  const isOn = (event: string, channel: Channel) =>
    moved.find((toggle) => toggle.event === event && toggle.channel === channel)?.is_on ?? true;
  const entries = NOTIFICATION_EVENTS.map((event) => [
    event,
    Object.fromEntries(CHANNELS.map((channel) => [channel, isOn(event, channel)])),
  ]);
  return Object.fromEntries(entries) as NotificationAdmin['toggles'];
}

/** N2: channels that are off, and those whose oldest delivery waits for more than ten minutes. */
export function alertsView(
  states: readonly ChannelState[],
  oldest: readonly Pick<Waiting, 'channel' | 'oldestAt'>[],
  now: Instant,
): NotificationAlerts {
  const alerts = states.flatMap(({ channel, off }): NotificationAlerts['alerts'] => {
    if (off !== null) return [{ kind: 'channel_off', channel, ...off }];
    const since = oldest.find((one) => one.channel === channel)?.oldestAt ?? null;
    const isLate = since !== null && epochMs(now) - epochMs(since) > WAITS_LONG_MS;
    return isLate ? [{ kind: 'waiting', channel, since, reason: null }] : [];
  });
  return { alerts };
}

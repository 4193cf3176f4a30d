import type {
  NotificationAdmin,
  NotificationAlerts,
  NotificationSettingsBody,
  ToggleBody,
} from '../../../domain/api/notifications.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import {
  checkNotificationSettings,
  type NotificationSettings,
  SETTING_CHANNELS,
} from '../../../domain/notifications/settings.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { defaultDestinations, loadNotificationSettings } from '../../settings/notifications.ts';
import { switchOn } from '../channel-state.ts';
import { loadChannelStates } from '../channel-state-queries.ts';
import {
  loadOldestWaiting,
  loadToggles,
  loadWaiting,
  storeNotificationSettings,
  storeToggle,
} from './queries.ts';
import { alertsView, togglesView } from './view.ts';

/** Section 10, N2: channels, settings and switches as the admin page shows them. */
export async function readNotificationAdmin(context: Context): Promise<NotificationAdmin> {
  const { db, channels } = context;
  const [states, waiting, settings, toggles] = await Promise.all([
    loadChannelStates(db),
    loadWaiting(db),
    loadNotificationSettings(db),
    loadToggles(db),
  ]);
  return {
    channels: states.map(({ channel, off }) => {
      const { count = 0, oldestAt = null } = waiting.find((one) => one.channel === channel) ?? {};
      return { channel, mode: channels.modes[channel], off, waiting: { count, oldestAt } };
    }),
    settings: { ...settings, approverAddresses: [...settings.approverAddresses] },
    defaults: defaultDestinations(context.config),
    toggles: togglesView(toggles),
  };
}

/** N2: what stops notifications, for the banner that admins see on every page. */
export async function readAlerts(context: Context): Promise<NotificationAlerts> {
  const [states, oldest] = await Promise.all([
    loadChannelStates(context.db),
    loadOldestWaiting(context.db),
  ]);
  return alertsView(states, oldest, context.now());
}

/**
 * Section 8: stores the given settings. A saved setting of a channel switches that channel on again
 * (N2): what was wrong with it may have been just that.
 * @throws DomainError validation_failed at the fields
 */
export async function saveNotificationSettings(
  context: Context,
  actor: SignedIn,
  body: NotificationSettingsBody,
  address: string,
): Promise<void> {
  const { settings, issues } = checkNotificationSettings(body);
  if (issues.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', { issues });
  }
  const now = context.now();
  const names = Object.keys(settings) as (keyof NotificationSettings)[];
  if (names.length === 0) return;
  await inTransaction(context.db, async (tx) => {
    const before = await loadNotificationSettings(tx);
    await storeNotificationSettings(tx, settings, actor.id, now);
    const switchedOn = await switchOnAll(context, tx, names);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'notification_settings_changed',
      target: null,
      details: {
        before: Object.fromEntries(names.map((name) => [name, before[name]])),
        after: settings,
        switchedOn,
      },
      address,
      now,
    });
  });
}

/** @returns the channels that were off */
async function switchOnAll(
  context: Context,
  tx: Tx,
  names: readonly (keyof NotificationSettings)[],
): Promise<readonly Channel[]> {
  const channels = new Set(names.map((name) => SETTING_CHANNELS[name]));
  const wereOff: Channel[] = [];
  for (const channel of channels) {
    if (channel !== null && (await switchOn(tx, channel, context.now()))) wereOff.push(channel);
  }
  return wereOff;
}

/** Section 8: switches an event on or off on one channel, for everybody. */
export async function setToggle(
  context: Context,
  actor: SignedIn,
  { event, channel, isOn }: ToggleBody,
  address: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await storeToggle(tx, { event, channel, is_on: isOn });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'notification_toggle_changed',
      target: event,
      details: { channel, isOn },
      address,
      now: context.now(),
    });
  });
}

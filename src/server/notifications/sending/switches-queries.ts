import type { Look } from '../../../domain/look.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../domain/notifications/events.ts';
import type { Context } from '../../context.ts';
import { loadSettingsInForce, type NotificationSettings } from '../../settings/notifications.ts';
import { loadLook } from '../../settings/queries.ts';

/** What admins decided, as the sender asks for it. */
export interface AdminChoices {
  readonly settings: NotificationSettings;
  readonly look: Look;
  readonly isOn: (event: OutboxEvent, channel: Channel) => boolean;
}

export async function loadAdminChoices({
  db,
  config,
}: Pick<Context, 'db' | 'config'>): Promise<AdminChoices> {
  const [settings, look, toggles] = await Promise.all([
    loadSettingsInForce(db, config),
    loadLook(db),
    db
      .selectFrom('notification_toggles')
      .select(['event', 'channel'])
      .where('is_on', '=', false)
      .execute(),
  ]);
  const off = new Set(toggles.map(({ event, channel }) => `${event} ${channel}`));
  return { settings, look, isOn: (event, channel) => !off.has(`${event} ${channel}`) };
}

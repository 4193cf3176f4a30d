import { z } from 'zod';
import {
  notificationAdmin,
  notificationAlerts,
  notificationSettingsBody,
  testAnswer,
  toggleBody,
} from '../../../domain/api/notifications.ts';
import { CHANNELS } from '../../../domain/notifications/deliveries.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { onlyAdmins } from '../only-admins.ts';
import {
  readAlerts,
  readNotificationAdmin,
  saveNotificationSettings,
  setToggle,
} from './commands.ts';
import { tryChannel } from './try-channel.ts';

const tags = ['Notifications'];

export function registerNotificationAdminRoutes(app: App, context: Context): void {
  app.get(
    '/api/admin/notifications',
    {
      schema: {
        tags,
        summary: 'Channels, settings and switches, for admins',
        response: { 200: notificationAdmin },
      },
    },
    ({ actor }) => {
      onlyAdmins(actor);
      return readNotificationAdmin(context);
    },
  );

  app.get(
    '/api/admin/notifications/alerts',
    {
      schema: {
        tags,
        summary: 'What stops notifications, for admins (N2)',
        description:
          'Channels that are off, and channels whose oldest delivery waits for more than ten minutes. Empty when all is well.',
        response: { 200: notificationAlerts },
      },
    },
    ({ actor }) => {
      onlyAdmins(actor);
      return readAlerts(context);
    },
  );

  app.patch(
    '/api/admin/notifications/settings',
    {
      schema: {
        tags,
        summary: 'Change where notifications go, for admins',
        description:
          'Fields that are absent stay as they are. A saved setting of a channel switches that channel on again. Approver addresses are separated by commas or new lines.',
        body: notificationSettingsBody,
        response: { 200: notificationAdmin },
      },
    },
    async ({ actor, body, ip }) => {
      onlyAdmins(actor);
      await saveNotificationSettings(context, actor, body, ip);
      return readNotificationAdmin(context);
    },
  );

  app.put(
    '/api/admin/notifications/toggles',
    {
      schema: {
        tags,
        summary: 'Switch an event on or off on one channel, for admins',
        body: toggleBody,
        response: { 200: notificationAdmin },
      },
    },
    async ({ actor, body, ip }) => {
      onlyAdmins(actor);
      await setToggle(context, actor, body, ip);
      return readNotificationAdmin(context);
    },
  );

  app.post(
    '/api/admin/notifications/channels/:channel/test',
    {
      schema: {
        tags,
        summary: 'Send a test message, for admins (N2)',
        description:
          'To the operations mailbox (or, without one, to you), the Slack channel or the Telegram chat. 200 also when it failed: what happened is the answer. One that was sent switches the channel on again.',
        params: z.object({ channel: z.enum(CHANNELS) }),
        response: { 200: testAnswer },
      },
    },
    ({ actor, params, ip }) => {
      onlyAdmins(actor);
      return tryChannel(context, actor, params.channel, ip);
    },
  );
}

import { z } from 'zod';
import { telegramLink } from '../../../domain/api/notifications.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { startTelegramLink, unlinkTelegram } from './commands.ts';

const tags = ['Notifications'];
const nothing = z.null().describe('No content');

export function registerTelegramRoutes(app: App, context: Context): void {
  app.post(
    '/api/me/telegram-link',
    {
      schema: {
        tags,
        summary: 'Get a link that connects your Telegram account',
        description:
          'Open it in Telegram and press Start: from then on notifications for you arrive there too. It works once, for 15 minutes; an earlier one stops working.',
        response: { 200: telegramLink },
      },
    },
    ({ actor }) => startTelegramLink(context, actor),
  );

  app.delete(
    '/api/me/telegram-link',
    {
      schema: {
        tags,
        summary: 'Disconnect your Telegram account',
        response: { 204: nothing },
      },
    },
    async ({ actor, ip }, reply) => {
      await unlinkTelegram(context, actor, ip);
      return reply.code(204).send(null);
    },
  );
}

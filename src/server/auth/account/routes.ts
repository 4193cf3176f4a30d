import { z } from 'zod';
import { emailChangeBody, myAccount } from '../../../domain/api/account.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { clientOf } from '../client.ts';
import {
  askForEmailChange,
  endMySessions,
  readMyAccount,
  withdrawEmailChange,
} from './commands.ts';

const tags = ['Account'];
const nothing = z.null().describe('Done; nothing to say');
const oneSession = z.object({
  id: z.coerce.number('This must be the number of a session').int().positive(),
});

export function registerAccountRoutes(app: App, context: Context): void {
  const { isHttps } = context.config;

  app.get(
    '/api/me/account',
    {
      schema: {
        tags,
        summary: 'Your address and where you are signed in',
        response: { 200: myAccount },
      },
    },
    ({ actor }) => readMyAccount(context, actor),
  );

  app.post(
    '/api/me/email',
    {
      schema: {
        tags,
        summary: 'Ask to change your email',
        description:
          'Needs the current password. The new address gets a link, valid for 24 hours; the old one signs in until the link is used.',
        body: emailChangeBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await askForEmailChange(context, request.actor, request.body, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/me/email',
    {
      schema: {
        tags,
        summary: 'Take back the change of your email',
        description: 'The link that was sent stops working.',
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await withdrawEmailChange(context, request.actor, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/me/sessions',
    {
      schema: { tags, summary: 'Sign out everywhere else', response: { 204: nothing } },
    },
    async (request, reply) => {
      await endMySessions(context, request.actor, 'others', clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/me/sessions/:id',
    {
      schema: {
        tags,
        summary: 'Sign out in one place',
        params: oneSession,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await endMySessions(context, request.actor, request.params.id, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );
}

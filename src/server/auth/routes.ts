import { z } from 'zod';
import { passwordBody, session, signInBody } from '../../domain/api/people.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app-type.ts';
import { loadPerson } from '../people/queries.ts';
import { sessionView } from '../people/view.ts';
import { loadPolicySettings } from '../settings/queries.ts';
import { clientOf } from './client.ts';
import { changePassword, signIn, signOut } from './commands.ts';
import { clearSessionCookie, setSessionCookie } from './cookie.ts';
import { warmUpPasswords } from './passwords.ts';

const nothing = z.null().describe('Done; nothing to say');

export async function registerAuthRoutes(app: App, context: Context): Promise<void> {
  const { isHttps } = context.config;
  await warmUpPasswords();

  app.post(
    '/api/session',
    {
      config: { public: true },
      schema: {
        tags: ['Account'],
        summary: 'Sign in',
        description:
          'Sets the session cookie. Unknown, wrong and inactive accounts answer the same; failures are limited per client address and slowed per account.',
        body: signInBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const token = await signIn(context, request.body, clientOf(request, isHttps));
      setSessionCookie(reply, token, isHttps);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/session',
    {
      config: { public: true },
      schema: {
        tags: ['Account'],
        summary: 'Sign out',
        description: 'Ends the session of the cookie, if there is one, and removes the cookie.',
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await signOut(context, clientOf(request, isHttps));
      clearSessionCookie(reply, isHttps);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/session',
    {
      schema: {
        tags: ['Account'],
        summary: 'Who is signed in',
        response: { 200: session },
      },
    },
    async (request) => {
      const [person, settings] = await Promise.all([
        loadPerson(context.db, request.actor.id),
        loadPolicySettings(context.db, context.config),
      ]);
      return sessionView(person, settings);
    },
  );

  app.post(
    '/api/me/password',
    {
      schema: {
        tags: ['Account'],
        summary: 'Change your password',
        description: 'Needs the current password. Ends your sessions on other devices.',
        body: passwordBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await changePassword(context, request.actor, request.body, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );
}

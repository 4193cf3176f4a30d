import { z } from 'zod';
import {
  muteBody,
  myNotifications,
  unsubscribeBody,
  unsubscribeView,
} from '../../../domain/api/notifications.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { readMyNotifications, readUnsubscribe, setMute, unsubscribe } from './commands.ts';

const tags = ['Notifications'];
const UNSUBSCRIBE = '/api/notifications/unsubscribe';
const querystring = z.object({
  token: z.string().max(200).describe('From the address in a mail'),
});
/** RFC 8058: `List-Unsubscribe=One-Click`, as a form of either kind. */
const ONE_CLICK_BYTES = 4_096;

export async function registerPreferenceRoutes(app: App, context: Context): Promise<void> {
  app.get(
    '/api/me/notifications',
    {
      schema: {
        tags,
        summary: 'What you are told, and what you muted (N7)',
        description:
          'Events that ask you to act, or name nobody, cannot be muted and are not listed.',
        response: { 200: myNotifications },
      },
    },
    ({ actor }) => readMyNotifications(context, actor),
  );

  app.put(
    '/api/me/notifications/mutes',
    {
      schema: {
        tags,
        summary: 'Mute an event on one channel, or take it back (N7)',
        body: muteBody,
        response: { 200: myNotifications },
      },
    },
    async ({ actor, body, ip }) => {
      await setMute(context, actor, body, ip);
      return readMyNotifications(context, actor);
    },
  );

  registerUnsubscribePage(app, context);
  await app.register(async (scope: App) => registerOneClick(scope, context));
}

/**
 * No session and no limit: whoever has the token got the mail, it is too long to be guessed, a wrong
 * one costs no statement, and a right one can only mute one event's mails or take that back.
 */
function registerUnsubscribePage(app: App, context: Context): void {
  const config = { public: true };

  app.get(
    UNSUBSCRIBE,
    {
      config,
      schema: {
        tags,
        summary: 'Where the link in a mail leads people: to the page that asks them',
        description: 'Changes nothing: mail programs and scanners open links by themselves.',
        querystring,
        response: { 302: z.null().describe('To the page') },
      },
    },
    async ({ query }, reply) =>
      reply.redirect(`/unsubscribe?token=${encodeURIComponent(query.token)}`, 302),
  );

  app.get(
    `${UNSUBSCRIBE}/state`,
    {
      config,
      schema: {
        tags,
        summary: 'What the link in a mail would mute (N7)',
        querystring,
        response: { 200: unsubscribeView },
      },
    },
    ({ query }) => readUnsubscribe(context, query.token),
  );

  app.post(
    `${UNSUBSCRIBE}/state`,
    {
      config,
      schema: {
        tags,
        summary: 'Mute what the link in a mail is for, or take it back (N7)',
        querystring,
        body: unsubscribeBody,
        response: { 200: unsubscribeView },
      },
    },
    async ({ query, body, ip }) => {
      await unsubscribe(context, query.token, body.isMuted, ip);
      return readUnsubscribe(context, query.token);
    },
  );
}

/** Mail providers post here on behalf of their users, from anywhere and with a body nobody needs. */
function registerOneClick(scope: App, context: Context): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: ONE_CLICK_BYTES },
    (_request, _body, done) => done(null, undefined),
  );
  scope.post(
    UNSUBSCRIBE,
    {
      config: { public: true, fromAnywhere: true },
      schema: {
        tags,
        summary: 'Mute what the link in a mail is for, with one click (RFC 8058)',
        description: 'The token is all it needs: no cookie, no body. Repeating it changes nothing.',
        querystring,
        response: { 200: z.string() },
      },
    },
    async ({ query, ip }, reply) => {
      await unsubscribe(context, query.token, true, ip);
      return reply
        .type('text/plain; charset=utf-8')
        .serializer((text: string) => text)
        .send('You will get no more of these mails.\n');
    },
  );
}

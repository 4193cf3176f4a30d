import { z } from 'zod';
import {
  linkAcceptBody,
  linkAccepted,
  linkLookBody,
  linkView,
  passwordResetBody,
  registrationBody,
} from '../../../domain/api/account.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { clientOf } from '../client.ts';
import { setSessionCookie } from '../cookie.ts';
import { askForPasswordReset } from '../forgotten/ask.ts';
import { askToRegister } from '../registration/ask.ts';
import { acceptLink } from './accept.ts';
import { lookAtLink } from './look.ts';

const tags = ['Account'];
const asked = z.null().describe('A mail follows, if there is anybody to write to');

/** What somebody may do who is not signed in: ask for a mail, and use the link in it. */
export function registerLinkRoutes(app: App, context: Context): void {
  const { isHttps } = context.config;

  app.post(
    '/api/password-reset',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Ask for a link for a new password',
        description:
          'Answers the same for known and unknown addresses. Limited per client address; the link is valid for an hour and works once.',
        body: passwordResetBody,
        response: { 204: asked },
      },
    },
    async (request, reply) => {
      await askForPasswordReset(context, request.body, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/registration',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Ask for an account',
        description:
          'For addresses of the domains that admins list. The account is made when the link that is mailed is used within 24 hours. Answers the same where there is an account already.',
        body: registrationBody,
        response: { 204: asked },
      },
    },
    async (request, reply) => {
      await askToRegister(context, request.body, clientOf(request, isHttps));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/account-links/look',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'What a link from a mail is for',
        description:
          'Uses nothing up. `not_found` for links that are wrong, used, replaced or over.',
        body: linkLookBody,
        response: { 200: linkView },
      },
    },
    ({ body }) => lookAtLink(context, body.token),
  );

  app.post(
    '/api/account-links/accept',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'Use a link from a mail',
        description:
          'Once. An invitation, a password reset and a registration set a password and sign in; a reset ends all other sessions. A confirmed email signs nobody in.',
        body: linkAcceptBody,
        response: { 200: linkAccepted },
      },
    },
    async (request, reply) => {
      const { purpose, token } = await acceptLink(
        context,
        request.body,
        clientOf(request, isHttps),
      );
      if (token !== null) setSessionCookie(reply, token, isHttps);
      return { purpose, isSignedIn: token !== null };
    },
  );
}

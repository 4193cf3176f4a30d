import { z } from 'zod';
import {
  eraseBody,
  importAnswer,
  importBody,
  newUserAnswer,
  newUserBody,
  sentLink,
  userBody,
  userDetail,
  usersPage,
  usersQuery,
} from '../../../domain/api/users.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { changeUser } from './change.ts';
import {
  deactivateUser,
  endUserSessions,
  eraseAccount,
  inviteUser,
  reactivateUser,
  sendPasswordReset,
} from './commands.ts';
import { createUser } from './create.ts';
import { importUsers } from './import.ts';
import { readUser, readUsers } from './read.ts';

const tags = ['Accounts'];
const nothing = z.null().describe('Done; nothing to say');
const number = (what: string) =>
  z.coerce
    .number(`This must be the number of ${what}`)
    .int()
    .positive()
    .max(Number.MAX_SAFE_INTEGER);
const oneUser = z.object({ id: number('an account') });
const oneSession = oneUser.extend({ sessionId: number('a session') });

/** P5: below /api/admin nobody but admins gets as far as here (auth/session.ts). */
export function registerUserRoutes(app: App, context: Context): void {
  app.get(
    '/api/admin/users',
    {
      schema: {
        tags,
        summary: 'Find accounts, for admins',
        description:
          'Ordered by name. `search` is part of a name, username or email, in any case. `after` is the `next` of the page before.',
        querystring: usersQuery,
        response: { 200: usersPage },
      },
    },
    ({ query }) => readUsers(context, query),
  );

  app.post(
    '/api/admin/users',
    {
      schema: {
        tags,
        summary: 'Make an account, for admins',
        description:
          'Without a password: its owner chooses one with the link of the invitation, valid for seven days. Where mail is not configured, the link is in the answer.',
        body: newUserBody,
        response: { 201: newUserAnswer },
      },
    },
    async ({ actor, body, ip }, reply) =>
      reply.code(201).send(await createUser(context, actor, body, ip)),
  );

  app.post(
    '/api/admin/users/import',
    {
      schema: {
        tags,
        summary: 'Make accounts from a CSV, for admins',
        description:
          'A result for every row; a bad row stops nothing. With `isTrial`, checks everything and makes nothing.',
        body: importBody,
        response: { 200: importAnswer },
      },
    },
    ({ actor, body, ip }) => importUsers(context, actor, body, ip),
  );

  app.get(
    '/api/admin/users/:id',
    {
      schema: {
        tags,
        summary: 'One account, for admins',
        params: oneUser,
        response: { 200: userDetail },
      },
    },
    ({ actor, params }) => readUser(context, actor, params.id),
  );

  app.patch(
    '/api/admin/users/:id',
    {
      schema: {
        tags,
        summary: 'Change an account, for admins',
        description:
          'Fields that are absent stay as they are; roles and teams are complete lists. A new email counts at once, and both addresses are told. The last active admin stays one (P7).',
        params: oneUser,
        body: userBody,
        response: { 200: userDetail },
      },
    },
    async ({ actor, params, body, ip }) => {
      await changeUser(context, actor, params.id, body, ip);
      return readUser(context, actor, params.id);
    },
  );

  const states = {
    deactivate: {
      command: deactivateUser,
      summary: 'Deactivate an account, for admins',
      description:
        'Its sessions end at once and its links stop working. Not the last active admin (P7).',
    },
    reactivate: {
      command: reactivateUser,
      summary: 'Reactivate an account, for admins',
      description: 'Not one that was erased (P7).',
    },
  } as const;
  for (const [name, { command, summary, description }] of Object.entries(states)) {
    app.post(
      `/api/admin/users/:id/${name}`,
      {
        schema: { tags, summary, description, params: oneUser, response: { 200: userDetail } },
      },
      async ({ actor, params, ip }) => {
        await command(context, actor, params.id, ip);
        return readUser(context, actor, params.id);
      },
    );
  }

  const links = {
    invite: {
      command: inviteUser,
      summary: 'Send an invitation again, for admins',
      description: 'To somebody who has no password yet. An earlier invitation stops working.',
    },
    'reset-password': {
      command: sendPasswordReset,
      summary: 'Send a link for a new password, for admins',
      description: 'The present password and sessions stay until the link is used, within an hour.',
    },
  } as const;
  for (const [name, { command, summary, description }] of Object.entries(links)) {
    app.post(
      `/api/admin/users/:id/${name}`,
      {
        schema: { tags, summary, description, params: oneUser, response: { 200: sentLink } },
      },
      ({ actor, params, ip }) => command(context, actor, params.id, ip),
    );
  }

  app.post(
    '/api/admin/users/:id/erase',
    {
      schema: {
        tags,
        summary: 'Erase an account for ever, for admins (P7)',
        description:
          'The profile becomes “Former user N”; requests and their history stay. Not oneself, and not the last active admin. The username confirms it.',
        params: oneUser,
        body: eraseBody,
        response: { 200: userDetail },
      },
    },
    async ({ actor, params, body, ip }) => {
      await eraseAccount(context, actor, params.id, body, ip);
      return readUser(context, actor, params.id);
    },
  );

  app.delete(
    '/api/admin/users/:id/sessions',
    {
      schema: {
        tags,
        summary: 'Sign somebody out everywhere, for admins',
        description: 'Of your own sessions, the one that asks stays.',
        params: oneUser,
        response: { 204: nothing },
      },
    },
    async ({ actor, params, ip }, reply) => {
      await endUserSessions(context, actor, params.id, 'all', ip);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/admin/users/:id/sessions/:sessionId',
    {
      schema: {
        tags,
        summary: 'Sign somebody out in one place, for admins',
        params: oneSession,
        response: { 204: nothing },
      },
    },
    async ({ actor, params, ip }, reply) => {
      await endUserSessions(context, actor, params.id, params.sessionId, ip);
      return reply.code(204).send(null);
    },
  );
}

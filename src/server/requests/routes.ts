import { z } from 'zod';
import {
  actionBody,
  createAnswer,
  createBody,
  eventsAnswer,
  redactBody,
  requestDetail,
  revealAnswer,
} from '../../domain/api/requests.ts';
import { ACTION_KEYS } from '../../domain/requests/actions.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { removingDraft } from '../drafts/commands.ts';
import type { App } from '../http/app-type.ts';
import { withIdempotency } from '../http/idempotency.ts';
import { actOnRequest } from './act/commands.ts';
import { registerBulkRoutes } from './bulk/routes.ts';
import { requestCode } from './code-parameter.ts';
import { registerCommentRoutes } from './comments/routes.ts';
import { createRequest } from './create/commands.ts';
import { readDetail, readEventsBefore } from './detail/commands.ts';
import { redactEvent } from './history/commands.ts';
import { revealSecrets } from './secrets/commands.ts';

const eventId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/**
 * What is stored for a repeated action: that it was done. The answer is the request as it is then,
 * because a copy of its history beside the key would outlive a redaction (R3).
 */
const DONE = { status: 200, body: null };

export function registerRequestRoutes(app: App, context: Context): void {
  registerBulkRoutes(app, context);
  registerCommentRoutes(app, context);

  app.post(
    '/api/requests',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Create a request (L1)',
        body: createBody,
        response: { 201: createAnswer },
      },
    },
    async (request, reply) => {
      const { actor, body } = request;
      const answer = await withIdempotency(
        context,
        request,
        async (tx, used) => ({
          status: 201,
          body: await createRequest(tx, context, actor, body, used),
          isStored: true,
        }),
        removingDraft(actor, body),
      );
      return reply.code(201).send(answer.body);
    },
  );

  app.get(
    '/api/requests/:code',
    {
      schema: {
        tags: ['Requests'],
        summary: 'A request with its history and the actions you may take (X2)',
        params: z.object({ code: requestCode }),
        response: { 200: requestDetail },
      },
    },
    (request) => readDetail(context, request.actor, request.params.code),
  );

  app.post(
    '/api/requests/:code/actions/:action',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Take an action on a request (L2–L20, M4, section 10)',
        description:
          'Actions that record work or change content (`send_to_qa`, `complete`, `edit`, `correct`) need the `version` you saw; a request that moved on meanwhile answers `conflict` with who did what. `edit` takes the complete form like a creation. `correct`, for admins and in every status, takes the same form without `scheduledOn`, and besides it the `reason`, the `team` and the `requester` (the id of a user); all of them are needed, the unchanged ones too. Frozen prices stay as they are.',
        params: z.object({ code: requestCode, action: z.enum(ACTION_KEYS) }),
        body: actionBody,
        response: { 200: requestDetail },
      },
    },
    async (request) => {
      const { actor, params, body, ip } = request;
      await withIdempotency(
        context,
        request,
        async (tx) => {
          await actOnRequest(tx, context, actor, params.code, params.action, body, ip);
          return DONE;
        },
        removingDraft(actor, body),
      );
      return readDetail(context, actor, params.code);
    },
  );

  app.get(
    '/api/requests/:code/events',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Older events of a request, newest first, 50 at a time',
        params: z.object({ code: requestCode }),
        querystring: z.object({ before: eventId }),
        response: { 200: eventsAnswer },
      },
    },
    ({ actor, params, query }) => readEventsBefore(context.db, actor, params.code, query.before),
  );

  app.post(
    '/api/requests/:code/reveal',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Show the bank details of a request in full; who did is recorded',
        params: z.object({ code: requestCode }),
        response: { 200: revealAnswer },
      },
    },
    async (request, reply) => {
      const { actor, params, ip } = request;
      const secrets = await inTransaction(context.db, (tx) =>
        revealSecrets(tx, context, actor, params.code, ip),
      );
      return reply.header('cache-control', 'no-store').send(secrets);
    },
  );

  app.post(
    '/api/requests/:code/events/:eventId/redact',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Remove the text of an event for good (R3)',
        params: z.object({ code: requestCode, eventId }),
        body: redactBody,
        response: { 200: requestDetail },
      },
    },
    async (request) => {
      const { actor, params, body, ip } = request;
      await withIdempotency(context, request, async (tx) => {
        await redactEvent(tx, context, actor, { ...params, reason: body.reason }, ip);
        return DONE;
      });
      return readDetail(context, actor, params.code);
    },
  );
}

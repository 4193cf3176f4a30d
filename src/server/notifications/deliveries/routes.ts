import { z } from 'zod';
import { reasonBody } from '../../../domain/api/jobs.ts';
import {
  deliveriesPage,
  deliveriesQuery,
  delivery,
  requestDeliveries,
  sendAgainAnswer,
  sendAgainBody,
} from '../../../domain/api/notifications.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { withIdempotency } from '../../http/idempotency.ts';
import { onlyAdmins } from '../only-admins.ts';
import {
  dropOneDelivery,
  markDeliverySent,
  readDeliveriesPage,
  readDelivery,
  readRequestDeliveries,
  sendDeliveriesAgain,
  sendDeliveryAgain,
} from './commands.ts';

const code = z.string().max(40).toUpperCase();
const params = z.object({
  id: z.coerce
    .number('This must be the number of a delivery')
    .int()
    .positive()
    .max(Number.MAX_SAFE_INTEGER),
});

/** What is stored for a repeated decision: that it was made. The answer is the delivery as it is then. */
const DONE = { status: 200, body: null };

export function registerDeliveryRoutes(app: App, context: Context): void {
  const { db } = context;

  app.get(
    '/api/requests/:code/deliveries',
    {
      schema: {
        tags: ['Requests'],
        summary: 'What became of the notifications of a request (N6)',
        description: 'Oldest first. For operators, QA agents, leadership and admins.',
        params: z.object({ code }),
        response: { 200: requestDeliveries },
      },
    },
    ({ actor, params: { code } }) => readRequestDeliveries(db, actor, code),
  );

  app.get(
    '/api/admin/deliveries',
    {
      schema: {
        tags: ['Notifications'],
        summary: 'Deliveries of all requests, for admins (N6)',
        description:
          'Newest first, 50 at a time. Filters narrow together; a list takes several values, repeated or separated by commas. `reason` is why nothing was sent. Send `next` of the answer as `before` for the following page.',
        querystring: deliveriesQuery,
        response: { 200: deliveriesPage },
      },
    },
    ({ actor, query }) => {
      onlyAdmins(actor);
      return readDeliveriesPage(db, query);
    },
  );

  app.post(
    '/api/admin/deliveries/send-again',
    {
      schema: {
        tags: ['Notifications'],
        summary: 'Send again everything that some filters leave, for admins (N2)',
        description:
          'The filters of the list; without a `state`, what failed. At most 1,000 at a time, oldest first; `more` of the answer says whether there are others.',
        body: sendAgainBody,
        response: { 200: sendAgainAnswer },
      },
    },
    async (request) => {
      const { actor, body, ip } = request;
      onlyAdmins(actor);
      const answer = await withIdempotency(context, request, async (tx) => ({
        status: 200,
        body: await sendDeliveriesAgain(tx, context, actor, body, ip),
      }));
      return answer.body;
    },
  );

  app.post(
    '/api/admin/deliveries/:id/send-again',
    {
      schema: {
        tags: ['Notifications'],
        summary: 'Send a delivery again, for admins (N2, N4)',
        description:
          'One that failed, may have failed or was not meant to be sent goes again, as another message after everything else in its thread. `conflict` when it waits or was sent.',
        params,
        response: { 200: delivery },
      },
    },
    async (request) => {
      const { actor, params, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await sendDeliveryAgain(tx, context, actor, params.id, ip);
        return DONE;
      });
      return readDelivery(db, params.id);
    },
  );

  app.post(
    '/api/admin/deliveries/:id/mark-sent',
    {
      schema: {
        tags: ['Notifications'],
        summary: 'Say that a delivery arrived of which nobody can tell, for admins (N4)',
        description: '`conflict` unless its state is `unknown`.',
        params,
        response: { 200: delivery },
      },
    },
    async (request) => {
      const { actor, params, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await markDeliverySent(tx, context, actor, params.id, ip);
        return DONE;
      });
      return readDelivery(db, params.id);
    },
  );

  app.post(
    '/api/admin/deliveries/:id/drop',
    {
      schema: {
        tags: ['Notifications'],
        summary: 'Give a delivery up, for admins (N2, N3)',
        description:
          'One that waits, failed or may have failed, with a reason; the next one in its thread goes on. `conflict` while it is being sent, and when it was sent or given up. It may be sent again.',
        params,
        body: reasonBody,
        response: { 200: delivery },
      },
    },
    async (request) => {
      const { actor, params, body, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await dropOneDelivery(tx, context, actor, params.id, body.reason, ip);
        return DONE;
      });
      return readDelivery(db, params.id);
    },
  );
}

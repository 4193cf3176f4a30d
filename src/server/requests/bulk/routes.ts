import {
  bulkAnswer,
  bulkBody,
  bulkChoices,
  bulkChoicesBody,
  bulkPreview,
  bulkPreviewBody,
} from '../../../domain/api/bulk.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { usedKey } from '../../http/idempotency.ts';
import { previewBulk, readChoices } from './commands.ts';
import { runBulk } from './run.ts';

export function registerBulkRoutes(app: App, context: Context): void {
  app.post(
    '/api/requests/bulk/choices',
    {
      schema: {
        tags: ['Requests'],
        summary: 'What you could do with these requests (X2)',
        description:
          'Every action that you could take on at least one of them in some status, with how many of them it is possible for now. `reason` says why it is possible for none.',
        body: bulkChoicesBody,
        response: { 200: bulkChoices },
      },
    },
    ({ actor, body }) => readChoices(context, actor, body.codes),
  );

  app.post(
    '/api/requests/bulk/preview',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Which of these requests an action would change, and why not the others',
        description:
          'Nothing is written. A code that you may not see is answered like one that does not exist. What depends on the values, such as whom work is assigned to, only the run can say.',
        body: bulkPreviewBody,
        response: { 200: bulkPreview },
      },
    },
    ({ actor, body }) => previewBulk(context, actor, body),
  );

  app.post(
    '/api/requests/bulk',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Take one action on up to 200 requests, with a result for each',
        description:
          'Each request changes by itself or not at all; one that is refused stops no other. `values` is the form of the action, the same for all, without files: `send_to_qa` takes operation details for requests of one type, `complete` takes none and confirms those of each request, `edit` takes `priority` and `scheduledOn` (null takes the date away) and leaves what is absent as it is. `send_to_qa`, `complete` and `edit` need the `version` of every request. The work goes on when the connection breaks: send the same body with the same `Idempotency-Key` again for the result; nothing is done twice. To try the failed ones again, send them with a new key.',
        body: bulkBody,
        response: { 200: bulkAnswer },
      },
    },
    (request) => {
      const { actor, body, ip, log } = request;
      return runBulk(context, actor, body, { used: usedKey(request), address: ip, log });
    },
  );
}

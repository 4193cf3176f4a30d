import { z } from 'zod';
import { commentBody, mentionable, requestDetail } from '../../../domain/api/requests.ts';
import type { Context } from '../../context.ts';
import { removingDraft } from '../../drafts/commands.ts';
import type { App } from '../../http/app-type.ts';
import { withIdempotency } from '../../http/idempotency.ts';
import { requestCode } from '../code-parameter.ts';
import { readDetail } from '../detail/commands.ts';
import { commentOnRequest, readMentionable } from './commands.ts';

const params = z.object({ code: requestCode });

const mentionableQuery = z.object({
  /** Part of a username or name. */
  search: z.string().trim().max(100, 'At most 100 characters').default(''),
  internal: z.stringbool('This must be true or false').default(false),
});

export function registerCommentRoutes(app: App, context: Context): void {
  app.post(
    '/api/requests/:code/comments',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Comment on a request (L18)',
        description:
          'In every status; the version stays. `@username` tells that person by email if they may see the comment. An internal comment is for operators, QA agents, leadership and admins, and is shown and sent to nobody else.',
        params,
        body: commentBody,
        response: { 200: requestDetail },
      },
    },
    async (request) => {
      const { actor, params, body } = request;
      await withIdempotency(
        context,
        request,
        async (tx) => {
          await commentOnRequest(tx, context, actor, params.code, body);
          // The request as it is then is the answer: a copy of its history would outlive a redaction.
          return { status: 200, body: null };
        },
        removingDraft(actor, body),
      );
      return readDetail(context, actor, params.code);
    },
  );

  app.get(
    '/api/requests/:code/mentionable',
    {
      schema: {
        tags: ['Requests'],
        summary: 'People who can be mentioned in a comment (L18)',
        description:
          'At most 8 active people who may see the request (with `internal`, internal comments), best matches first, without yourself.',
        params,
        querystring: mentionableQuery,
        response: { 200: mentionable },
      },
    },
    ({ actor, params, query }) =>
      readMentionable(context.db, actor, params.code, {
        text: query.search,
        isInternal: query.internal,
      }),
  );
}

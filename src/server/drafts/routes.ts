import { z } from 'zod';
import { draftAnswer, draftBody, draftList, draftSaved } from '../../domain/api/drafts.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import type { App } from '../http/app-type.ts';
import { readDraft, readDraftList, removeDraft, saveDraft } from './commands.ts';

const params = z.object({
  form: z
    .string()
    .max(100)
    .describe('`new:<type>`, `edit:<code>`, `comment:<code>` or `<action>:<code>`'),
});
const nothing = z.null().describe('Done; nothing to say');

export function registerDraftRoutes(app: App, context: Context): void {
  app.get(
    '/api/drafts',
    { schema: { tags: ['Drafts'], summary: 'Your drafts', response: { 200: draftList } } },
    (request) => readDraftList(context, request.actor),
  );

  app.get(
    '/api/drafts/:form',
    {
      schema: {
        tags: ['Drafts'],
        summary: 'What a form held when it was last saved',
        description: 'Null when there is none. Encrypted fields come back as `{"kept": true}`.',
        params,
        response: { 200: draftAnswer },
      },
    },
    (request) => readDraft(context, request.actor, request.params.form),
  );

  app.put(
    '/api/drafts/:form',
    {
      schema: {
        tags: ['Drafts'],
        summary: 'Save what a form holds',
        description:
          'The last write wins; drafts are kept for 30 days. `{"kept": true}` leaves an encrypted field as it is.',
        params,
        body: draftBody,
        response: { 200: draftSaved },
      },
    },
    (request) => saveDraft(context, request.actor, request.params.form, request.body),
  );

  app.delete(
    '/api/drafts/:form',
    {
      schema: {
        tags: ['Drafts'],
        summary: 'Throw a draft away',
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await inTransaction(context.db, (tx) =>
        removeDraft(tx, request.actor.id, request.params.form),
      );
      return reply.code(204).send(null);
    },
  );
}

import { z } from 'zod';
import {
  applyAnswer,
  createDraftBody,
  priceListDetail,
  priceListsAnswer,
  pricesInForce,
  publishBody,
  revisionBody,
  saveDraftBody,
  whatIfAnswer,
  whatIfQuery,
} from '../../../domain/api/prices.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { App } from '../../http/app-type.ts';
import { withIdempotency } from '../../http/idempotency.ts';
import { applyPrices } from './apply.ts';
import { readPriceList, readPriceLists, readPricesInForce } from './commands.ts';
import { createDraft, discardDraft, saveDraft } from './drafts.ts';
import { publishDraft, withdrawList } from './publish.ts';
import { readWhatIf } from './what-if.ts';
import { onlyAdmins, onlyPriceReaders } from './who-may.ts';

const tags = ['Prices'];
const nothing = z.null();
const params = z.object({
  id: z.coerce
    .number('This must be the number of a price list')
    .int()
    .positive()
    .max(Number.MAX_SAFE_INTEGER),
});

/** What is stored for a repeated change: that it was made. The answer is the list as it is then. */
const DONE = { status: 200, body: null };

export function registerPriceRoutes(app: App, context: Context): void {
  app.get(
    '/api/prices',
    {
      schema: {
        tags,
        summary: 'The prices in force now, for leadership and admins (M5, P4)',
        description:
          'Costs are in the answer for admins only. `list` is null while none is in force.',
        response: { 200: pricesInForce },
      },
    },
    ({ actor }) => {
      onlyPriceReaders(actor);
      return readPricesInForce(context, actor);
    },
  );

  app.get(
    '/api/admin/price-lists',
    {
      schema: {
        tags,
        summary: 'Every price list with its state, for admins (M2)',
        description: 'Drafts first, then the published ones, the latest effective day on top.',
        response: { 200: priceListsAnswer },
      },
    },
    ({ actor }) => {
      onlyAdmins(actor);
      return readPriceLists(context);
    },
  );

  app.get(
    '/api/admin/price-lists/:id',
    {
      schema: {
        tags,
        summary: 'A price list with its difference to another and its history, for admins (M2)',
        params,
        response: { 200: priceListDetail },
      },
    },
    ({ actor, params: { id } }) => {
      onlyAdmins(actor);
      return readPriceList(context, id);
    },
  );

  app.post(
    '/api/admin/price-lists',
    {
      schema: {
        tags,
        summary: 'Begin a draft, for admins (M2)',
        description:
          'With the prices of `copyOf`, else of the newest published list, else without prices.',
        body: createDraftBody,
        response: { 201: priceListDetail },
      },
    },
    async (request, reply) => {
      const { actor, body } = request;
      onlyAdmins(actor);
      const answer = await withIdempotency(context, request, async (tx) => ({
        status: 201,
        body: { id: await createDraft(tx, context, actor, body) },
      }));
      return reply.code(201).send(await readPriceList(context, answer.body.id));
    },
  );

  app.put(
    '/api/admin/price-lists/:id',
    {
      schema: {
        tags,
        summary: 'Save a draft, for admins (M2)',
        description:
          'The complete draft: prices that are absent become empty. Needs the `revision` you saw; when somebody saved meanwhile the answer is `conflict` with who and when.',
        params,
        body: saveDraftBody,
        response: { 200: priceListDetail },
      },
    },
    async ({ actor, params: { id }, body }) => {
      onlyAdmins(actor);
      await inTransaction(context.db, (tx) => saveDraft(tx, context, actor, id, body));
      return readPriceList(context, id);
    },
  );

  app.post(
    '/api/admin/price-lists/:id/publish',
    {
      schema: {
        tags,
        summary: 'Publish a draft, for admins (M2)',
        description:
          'It gets the next version and never changes again. Needs the `revision` and the `newestVersion` you saw: what was saved or published meanwhile answers `conflict`.',
        params,
        body: publishBody,
        response: { 200: priceListDetail },
      },
    },
    async (request) => {
      const { actor, params, body, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await publishDraft(tx, context, actor, params.id, body, ip);
        return DONE;
      });
      return readPriceList(context, params.id);
    },
  );

  app.post(
    '/api/admin/price-lists/:id/withdraw',
    {
      schema: {
        tags,
        summary: 'Take back a list whose day has not come, for admins (M2)',
        params,
        response: { 200: priceListDetail },
      },
    },
    async (request) => {
      const { actor, params, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await withdrawList(tx, context, actor, params.id, ip);
        return DONE;
      });
      return readPriceList(context, params.id);
    },
  );

  app.post(
    '/api/admin/price-lists/:id/discard',
    {
      schema: {
        tags,
        summary: 'Throw a draft away, for admins',
        params,
        body: revisionBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { actor, params, body, ip } = request;
      onlyAdmins(actor);
      await withIdempotency(context, request, async (tx) => {
        await discardDraft(tx, context, actor, params.id, body.revision, ip);
        return DONE;
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/admin/price-lists/:id/what-if',
    {
      schema: {
        tags,
        summary: 'What this list would have done to a past period, for admins (M5)',
        description:
          'Everything completed on these days (UTC, both included) and priced, with its quantities and discounts as they are, by the prices of this list.',
        params,
        querystring: whatIfQuery,
        response: { 200: whatIfAnswer },
      },
    },
    ({ actor, params: { id }, query }) => {
      onlyAdmins(actor);
      return readWhatIf(context, id, query);
    },
  );

  app.post(
    '/api/admin/price-lists/:id/apply',
    {
      schema: {
        tags,
        summary: 'Price what was completed before the first list, for admins (M2)',
        description:
          'By a published list whose day has come. The worker does it; the answer says how many requests wait for it.',
        params,
        response: { 200: applyAnswer },
      },
    },
    async (request) => {
      const { actor, params, ip } = request;
      onlyAdmins(actor);
      const answer = await withIdempotency(context, request, async (tx) => ({
        status: 200,
        body: { requests: await applyPrices(tx, context, actor, params.id, ip) },
      }));
      return answer.body;
    },
  );
}

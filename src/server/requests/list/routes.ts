import { countAnswer, listAnswer, listQuery } from '../../../domain/api/requests.ts';
import { canSeePrices } from '../../../domain/permissions.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { loadPolicySettings } from '../../settings/queries.ts';
import { Counts } from './counts.ts';
import { decodeCursor } from './cursor.ts';
import { resolveFilters } from './filters.ts';
import { findPage, findPeopleByIds, findPrices } from './queries.ts';
import { completedOf, listView, peopleOf } from './view.ts';

const FILTERS =
  'Filters narrow together; a list takes several values, repeated or separated by commas. `view` is one of the ready views. `person` is requester, operator or QA agent. `from` and `to` are days in your time zone, both included. `q` is found in code, partner, instructions and the names of those people, whatever the case, from 3 characters.';

export function registerListRoutes(app: App, context: Context): void {
  const { db, config } = context;
  const counts = new Counts(context);

  app.get(
    '/api/requests',
    {
      schema: {
        tags: ['Requests'],
        summary: 'List requests',
        description: `The requests you may see, newest first. ${FILTERS} \`older\` and \`newer\` of the answer are the cursors of the neighbouring pages, null where there is none; send the same filters with them.`,
        querystring: listQuery,
        response: { 200: listAnswer },
      },
    },
    async ({ query, actor }) => {
      const policy = await policyFor(query.view);
      const filters = resolveFilters(query, actor, policy);
      const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor);
      const page = await findPage(db, actor, filters, { limit: query.limit, cursor });
      const [people, prices] = await Promise.all([
        findPeopleByIds(db, peopleOf(page.rows)),
        // P4: whoever may not see prices does not wait for them either.
        canSeePrices(actor) ? findPrices(db, completedOf(page.rows)) : null,
      ]);
      return listView(page, people, prices, cursor);
    },
  );

  app.get(
    '/api/requests/count',
    {
      schema: {
        tags: ['Requests'],
        summary: 'Count requests',
        description: `How many requests each ready view holds for you (null: the view is not for you) and, with filters, how many they leave in the chosen view. Exact up to 10,000, at most ten seconds old. ${FILTERS}`,
        querystring: listQuery,
        response: { 200: countAnswer },
      },
    },
    async ({ query, actor }) => {
      const policy = await loadPolicySettings(db, config);
      return counts.of(actor, resolveFilters(query, actor, policy), policy);
    },
  );

  /** Only "My work" depends on settings: the other lists are spared the statement. */
  async function policyFor(view: string | undefined): Promise<{ readonly fourEyesQa: boolean }> {
    return view === 'my_work' ? loadPolicySettings(db, config) : { fourEyesQa: true };
  }
}

import { z } from 'zod';
import {
  pointsAnswer,
  pointsQuery,
  summaryAnswer,
  summaryDownloadQuery,
  summaryQuery,
} from '../../../domain/api/reports.ts';
import type { Context } from '../../context.ts';
import type { App } from '../../http/app-type.ts';
import { readPoints, readSummary } from './commands.ts';
import { sendSummary } from './download.ts';

const tags = ['Reports'];
const PERIOD =
  'The period is by the time of completion: `from` and `to` are days, both included, in your time zone or with `days=billing` in UTC; this month so far unless given, at most ten years.';

export function registerSummaryRoutes(app: App, context: Context): void {
  app.get(
    '/api/reports/summary',
    {
      schema: {
        tags,
        summary: 'Cost and performance summary, for leadership and admins (D3)',
        description: `What was completed and counts now, by its current frozen prices: in total, by team, by type and over time, with turn-around times and the period before. ${PERIOD} \`team\` and \`type\` take several values, repeated or separated by commas. Costs are there for admins only (P4).`,
        querystring: summaryQuery,
        response: { 200: summaryAnswer },
      },
    },
    ({ actor, query }) => readSummary(context, actor, query),
  );

  app.get(
    '/api/reports/summary/points',
    {
      schema: {
        tags,
        summary: 'The price of each completed request of a type, for leadership and admins (D3)',
        description: `Priced requests, newest first, at most 2,000; \`count\` says how many there are. ${PERIOD}`,
        querystring: pointsQuery,
        response: { 200: pointsAnswer },
      },
    },
    ({ actor, query }) => readPoints(context, actor, query),
  );

  app.get(
    '/api/reports/summary/download',
    {
      // Asking for the headers alone would leave an entry of a download that was none.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Download the tables of the summary, for leadership and admins (D3)',
        description: `Total, teams, types and trend as CSV or XLSX; period, zone and date basis stand in the file's name and at its beginning. ${PERIOD}`,
        querystring: summaryDownloadQuery,
        produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
        response: { 200: z.any().describe('The file') },
      },
    },
    ({ actor, query, ip }, reply) => sendSummary(context, actor, query, ip, reply),
  );
}

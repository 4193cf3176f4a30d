import { z } from 'zod';
import { auditDownloadQuery, auditPage, auditQuery } from '../../domain/api/audit.ts';
import type { Actor } from '../../domain/people.ts';
import { requireAdmin } from '../auth/only-admins.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app-type.ts';
import { readAuditPage } from './commands.ts';
import { sendAuditLog } from './download.ts';

const tags = ['Audit log'];
const FILTERS =
  'Filters narrow together; a list takes several values, repeated or separated by commas. `search` is part of a target, of somebody’s name or of an address; `person` did it or had it done to them; days are of your time zone, both included.';

const onlyAdmins = (actor: Actor) => requireAdmin(actor, 'Only admins see the audit log.');

export function registerAuditRoutes(app: App, context: Context): void {
  app.get(
    '/api/admin/audit',
    {
      schema: {
        tags,
        summary: 'The audit log, for admins',
        description: `Newest first, 50 at a time. ${FILTERS} Send \`next\` of the answer as \`before\` for the following page.`,
        querystring: auditQuery,
        response: { 200: auditPage },
      },
    },
    ({ actor, query }) => {
      onlyAdmins(actor);
      return readAuditPage(context, actor, query);
    },
  );

  app.get(
    '/api/admin/audit/download',
    {
      // Asking for the headers alone would leave an entry of a download that was none.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Download the audit log, for admins',
        description: `Streamed as CSV, newest first; the download is itself an entry of the log. ${FILTERS}`,
        querystring: auditDownloadQuery,
        produces: ['text/csv'],
        response: { 200: z.any().describe('The file') },
      },
    },
    ({ actor, query, ip }, reply) => {
      onlyAdmins(actor);
      return sendAuditLog(context, actor, query, ip, reply);
    },
  );
}

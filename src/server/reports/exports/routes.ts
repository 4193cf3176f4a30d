import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  downloadQuery,
  exportJob,
  exportQuery,
  exportsAnswer,
  previewAnswer,
} from '../../../domain/api/exports.ts';
import type { Context } from '../../context.ts';
import { sendFile } from '../../files/download.ts';
import type { App } from '../../http/app-type.ts';
import { withIdempotency } from '../../http/idempotency.ts';
import { requireReportReader } from '../report-readers.ts';
import {
  createExport,
  listExports,
  previewExport,
  seeExport,
  stopExport,
  takeFile,
} from './commands.ts';
import { sendExport } from './download.ts';
import { DownloadSlots } from './slots.ts';

const tags = ['Reports'];
const params = z.object({ id: z.string().max(100) });

const FILTERS =
  'Rows are chosen by the UTC day on which requests were created, both days included. `revenue_support` needs one `type` and may be narrowed by `team`; `compliance` by `state` and `carrier`. `in_progress_group` stands for in_progress, qa_pending and qa_in_progress. For leadership and admins (P5).';

export function registerExportRoutes(app: App, context: Context): void {
  registerDownload(app, context);
  registerWritten(app, context);
}

function registerDownload(app: App, context: Context): void {
  const slots = new DownloadSlots(context.config.databasePoolSize);

  app.get(
    '/api/exports/preview',
    {
      schema: {
        tags,
        summary: 'Preview a report (D2)',
        description: `The first rows and how many there are. ${FILTERS}`,
        querystring: exportQuery,
        response: { 200: previewAnswer },
      },
    },
    ({ actor, query }) => {
      requireReportReader(actor);
      return previewExport(context, actor, query);
    },
  );

  app.get(
    '/api/exports/download',
    {
      // Answering without the body would read all of the rows as well.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Download a report (D2)',
        description: `Streamed, as CSV or XLSX; \`x-row-count\` says how many rows there are. Larger ones are written by the worker (POST /api/exports). ${FILTERS}`,
        querystring: downloadQuery,
        produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
        response: { 200: z.any().describe('The file') },
      },
    },
    ({ actor, query, ip: address }, reply) => {
      requireReportReader(actor);
      return sendExport(context, slots, { actor, query, address, reply });
    },
  );
}

function registerWritten(app: App, context: Context): void {
  app.post(
    '/api/exports',
    {
      schema: {
        tags,
        summary: 'Have a report written (D2)',
        description: `The worker writes it; its owner is told when it is ready, and it is kept for seven days. At most three of a person's are under way. ${FILTERS}`,
        body: downloadQuery,
        response: { 201: exportJob },
      },
    },
    async (request, reply) => {
      const { actor, body } = request;
      requireReportReader(actor);
      const created = await withIdempotency(context, request, async (tx) => ({
        status: 201,
        body: await createExport(tx, context, actor, body, request.ip),
      }));
      return reply.code(201).send(created.body);
    },
  );

  app.get(
    '/api/exports',
    { schema: { tags, summary: 'Your reports', response: { 200: exportsAnswer } } },
    async ({ actor }) => {
      requireReportReader(actor);
      return { exports: [...(await listExports(context, actor))] };
    },
  );

  app.get(
    '/api/exports/:id/file',
    {
      // Asking for the headers alone would leave an entry of a download that was none.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Download a report that was written',
        description:
          'For its owner, for seven days: the bytes, or a redirect to an address of the file store that is good for 60 seconds.',
        params,
        produces: ['application/octet-stream'],
        response: {
          200: z.any().describe('The file'),
          302: z.any().describe('The file is at `location`, for 60 seconds'),
        },
      },
    },
    async (request, reply) => {
      requireReportReader(request.actor);
      const file = await takeFile(context, request.actor, request.params.id, request.ip);
      return sendFile(context, request, reply, {
        ref: { id: file.id, name: file.file_name, sizeBytes: file.size_bytes },
        storageKey: file.storage_key,
        // Bytes under a key never change; the key itself is nobody's to know.
        sha256: createHash('sha256').update(file.storage_key).digest(),
      });
    },
  );

  app.post(
    '/api/exports/:id/cancel',
    { schema: { tags, summary: 'Stop writing a report', params, response: { 200: exportJob } } },
    ({ actor, params: { id } }) => {
      requireReportReader(actor);
      return stopExport(context, actor, id);
    },
  );

  app.post(
    '/api/exports/:id/seen',
    {
      schema: {
        tags,
        summary: 'You know that a report is ready or has failed',
        params,
        response: { 200: exportJob },
      },
    },
    ({ actor, params: { id } }) => {
      requireReportReader(actor);
      return seeExport(context, actor, id);
    },
  );
}

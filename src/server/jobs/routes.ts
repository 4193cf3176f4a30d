import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jobRunsPage, jobsView, reasonBody } from '../../domain/api/jobs.ts';
import type { Actor } from '../../domain/people.ts';
import { requireAdmin } from '../auth/only-admins.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/transaction.ts';
import type { App } from '../http/app-type.ts';
import { withIdempotency } from '../http/idempotency.ts';
import {
  type By,
  dropFailedJob,
  pauseJob,
  readJobs,
  readRuns,
  resumeJob,
  retryFailedJob,
  runJob,
} from './commands.ts';

const tags = ['Jobs'];
const ofTask = z.object({ task: z.string().max(100) });
const ofFailed = z.object({
  id: z.string().regex(/^[1-9]\d{0,17}$/, 'This must be the number of a job'),
});
const runsQuery = z.object({
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
const response = { 200: jobsView };

const onlyAdmins = (actor: Actor) => requireAdmin(actor, 'Only admins see and manage jobs.');

export function registerJobRoutes(app: App, context: Context): void {
  registerReads(app, context);
  registerScheduled(app, context);
  registerFailed(app, context);
}

function registerReads(app: App, context: Context): void {
  app.get(
    '/api/admin/jobs',
    {
      schema: {
        tags,
        summary: 'What runs by the clock, what failed and what waits, for admins',
        response,
      },
    },
    ({ actor }) => {
      onlyAdmins(actor);
      return readJobs(context);
    },
  );

  app.get(
    '/api/admin/jobs/:task/runs',
    {
      schema: {
        tags,
        summary: 'The runs of a job, for admins',
        description:
          'Newest first, 50 at a time; the last 200 are kept. Send `next` of the answer as `before` for the following page.',
        params: ofTask,
        querystring: runsQuery,
        response: { 200: jobRunsPage },
      },
    },
    ({ actor, params, query }) => {
      onlyAdmins(actor);
      return readRuns(context, params.task, query.before);
    },
  );
}

function registerScheduled(app: App, context: Context): void {
  app.post(
    '/api/admin/jobs/:task/pause',
    {
      schema: {
        tags,
        summary: 'Pause a job that runs by the clock, for admins',
        description: 'Also where it is queued already. `conflict` when it is paused.',
        params: ofTask,
        body: reasonBody,
        response,
      },
    },
    (request) =>
      decide(context, request, (tx, by) =>
        pauseJob(tx, context, by, request.params.task, request.body.reason),
      ),
  );

  app.post(
    '/api/admin/jobs/:task/resume',
    {
      schema: {
        tags,
        summary: 'Let a paused job run by the clock again, for admins',
        description: '`conflict` when it is not paused.',
        params: ofTask,
        response,
      },
    },
    (request) =>
      decide(context, request, (tx, by) => resumeJob(tx, context, by, request.params.task)),
  );

  app.post(
    '/api/admin/jobs/:task/run',
    {
      schema: {
        tags,
        summary: 'Run a job now, for admins',
        description:
          'Also while it is paused. Asked again while it waits, runs or has just begun, it stays one run.',
        params: ofTask,
        response,
      },
    },
    (request) => decide(context, request, (tx, by) => runJob(tx, context, by, request.params.task)),
  );
}

function registerFailed(app: App, context: Context): void {
  app.post(
    '/api/admin/jobs/failed/:id/retry',
    {
      schema: {
        tags,
        summary: 'Try a failed job again, for admins',
        description:
          'It begins again with all its attempts. `not_found` when it is done or dropped, `conflict` while it is tried.',
        params: ofFailed,
        response,
      },
    },
    (request) =>
      decide(context, request, (tx, by) => retryFailedJob(tx, context, by, request.params.id)),
  );

  app.post(
    '/api/admin/jobs/failed/:id/drop',
    {
      schema: {
        tags,
        summary: 'Give a failed job up, for admins',
        description: '`not_found` when it is done or dropped, `conflict` while it is tried.',
        params: ofFailed,
        body: reasonBody,
        response,
      },
    },
    (request) =>
      decide(context, request, (tx, by) =>
        dropFailedJob(tx, context, by, request.params.id, request.body.reason),
      ),
  );
}

/** An admin's decision once, however often it is sent with one key; the answer is what is then. */
async function decide(
  context: Context,
  request: FastifyRequest,
  work: (tx: Tx, by: By) => Promise<void>,
) {
  const { actor, ip: address } = request;
  onlyAdmins(actor);
  await withIdempotency(context, request, async (tx) => {
    await work(tx, { actor, address });
    return { status: 200, body: null };
  });
  return readJobs(context);
}

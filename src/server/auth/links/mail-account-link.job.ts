import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { mailLink } from './mail-link.ts';

const payloadSchema = z.object({ linkId: z.number().int() });

export const mailAccountLinkJob: Job<Context> = (payload, { context, signal }) =>
  mailLink(context, payloadSchema.parse(payload).linkId, signal);

import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { mailNotice } from './mail-notice.ts';

const payloadSchema = z.object({ noticeId: z.number().int() });

export const mailAccountNoticeJob: Job<Context> = (payload, { context, signal }) =>
  mailNotice(context, payloadSchema.parse(payload).noticeId, signal);

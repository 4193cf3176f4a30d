import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/runner.ts';
import { priceUnpriced } from './apply.ts';

const payloadSchema = z.object({ priceListId: z.number().int(), actorId: z.number().int() });

/** M2, when an admin applies a list to what has no price. */
export const priceUnpricedJob: Job<Context> = async (payload, { context, signal }) => {
  const priced = await priceUnpriced(context, payloadSchema.parse(payload), signal);
  context.log.info({ priced }, 'requests without a price were priced');
};

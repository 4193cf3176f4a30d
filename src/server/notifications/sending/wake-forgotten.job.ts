import { addMs } from '../../../domain/kernel/calendar.ts';
import type { Context } from '../../context.ts';
import type { JobCall } from '../../jobs/runner.ts';
import { wakeForgottenLanes } from './queries.ts';
import { LONGEST_WAIT_MS } from './retry.ts';

/** Nothing waits for ever, whatever was forgotten and whatever the clock did. */
export async function wakeForgottenJob(_: unknown, { context }: JobCall<Context>): Promise<void> {
  const now = context.now();
  // The longest pause there is, with its jitter.
  const lanes = await wakeForgottenLanes(context.db, now, addMs(now, LONGEST_WAIT_MS * 1.2));
  if (lanes > 0) context.log.info({ lanes }, 'woke deliveries that nobody would have come back to');
}

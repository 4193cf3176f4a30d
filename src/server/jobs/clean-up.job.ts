import { addMs, DAY_MS } from '../../domain/kernel/calendar.ts';
import { IDLE_LIFETIME_MS } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { draftsLiveSince } from '../drafts/commands.ts';
import { deleteExpired } from './clean-up-queries.ts';
import type { Job } from './runner.ts';

/** For a week a repeated submission gets the first one's answer. */
const KEY_DAYS = 7;
/** The longest window that sign-in attempts can be counted over is a day. */
const ATTEMPT_DAYS = 2;
/** Far longer than any link works. */
const ACCOUNT_MAIL_DAYS = 90;

/** Hourly: ended sessions, old sign-in attempts, used idempotency keys, forgotten drafts, unused start links, old links by mail, old records of runs. */
export const cleanUpJob: Job<Context> = async (_payload, { context }) => {
  const now = context.now();
  const cleanedUp = await inTransaction(context.db, (tx) =>
    deleteExpired(tx, {
      now,
      sessionsSeenBefore: addMs(now, -IDLE_LIFETIME_MS),
      attemptsBefore: addMs(now, -ATTEMPT_DAYS * DAY_MS),
      keysBefore: addMs(now, -KEY_DAYS * DAY_MS),
      draftsBefore: draftsLiveSince(now),
      accountMailsBefore: addMs(now, -ACCOUNT_MAIL_DAYS * DAY_MS),
    }),
  );
  context.log.info(cleanedUp, 'cleaned up');
};

import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Tx } from '../db/transaction.ts';
import { deleteOldRuns } from './run-queries.ts';

export interface Expiry {
  readonly now: Instant;
  /** Sessions not seen since, whatever their absolute end. */
  readonly sessionsSeenBefore: Instant;
  readonly attemptsBefore: Instant;
  readonly keysBefore: Instant;
  readonly draftsBefore: Instant;
  /** Of one-time links and notices about accounts; the audit log tells longer of what they did. */
  readonly accountMailsBefore: Instant;
}

export interface CleanedUp {
  readonly sessions: number;
  readonly signInAttempts: number;
  readonly idempotencyKeys: number;
  readonly drafts: number;
  readonly telegramLinks: number;
  readonly accountMails: number;
  readonly jobRuns: number;
}

/** Deletes what counts no more: everything here is refused or ignored by its readers already. */
export async function deleteExpired(tx: Tx, expiry: Expiry): Promise<CleanedUp> {
  const sessions = await tx
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([
        eb('expires_at', '<=', expiry.now),
        eb('last_seen_at', '<=', expiry.sessionsSeenBefore),
      ]),
    )
    .executeTakeFirstOrThrow();
  const signInAttempts = await tx
    .deleteFrom('sign_in_attempts')
    .where('at', '<', expiry.attemptsBefore)
    .executeTakeFirstOrThrow();
  const idempotencyKeys = await tx
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', expiry.keysBefore)
    .executeTakeFirstOrThrow();
  const drafts = await tx
    .deleteFrom('drafts')
    .where('saved_at', '<', expiry.draftsBefore)
    .executeTakeFirstOrThrow();
  const telegramLinks = await tx
    .deleteFrom('telegram_links')
    .where('expires_at', '<=', expiry.now)
    .executeTakeFirstOrThrow();
  const accountLinks = await tx
    .deleteFrom('account_links')
    .where('created_at', '<', expiry.accountMailsBefore)
    .executeTakeFirstOrThrow();
  const accountNotices = await tx
    .deleteFrom('account_notices')
    .where('created_at', '<', expiry.accountMailsBefore)
    .executeTakeFirstOrThrow();
  return {
    sessions: Number(sessions.numDeletedRows),
    signInAttempts: Number(signInAttempts.numDeletedRows),
    idempotencyKeys: Number(idempotencyKeys.numDeletedRows),
    drafts: Number(drafts.numDeletedRows),
    telegramLinks: Number(telegramLinks.numDeletedRows),
    accountMails: Number(accountLinks.numDeletedRows + accountNotices.numDeletedRows),
    jobRuns: await deleteOldRuns(tx),
  };
}

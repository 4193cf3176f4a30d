import type { AccountNotice } from '../../../domain/account-messages.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { addJob } from '../../jobs/queries.ts';
import { insertNotice } from './queries.ts';

/**
 * Section 1: orders a plain mail about somebody's account, in the transaction of its cause; nothing
 * without mail. The address stands in a row that erasing its owner can reach (P7), never in a job.
 * @param email where it goes: not always the address that the account has now
 */
export async function sendNotice(
  tx: Tx,
  context: Context,
  kind: AccountNotice,
  userId: number,
  email: string,
): Promise<void> {
  if (context.channels.email === null) return;
  const noticeId = await insertNotice(tx, { kind, userId, email, now: context.now() });
  await addJob(tx, 'mail-account-notice', { noticeId });
}

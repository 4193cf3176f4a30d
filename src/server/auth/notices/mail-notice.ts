import { noticeMessage } from '../../../domain/account-messages.ts';
import { platformName } from '../../../domain/look.ts';
import { displayName } from '../../../domain/people.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { mailPerson } from '../../notifications/channels/mail-person.ts';
import { loadLook } from '../../settings/queries.ts';
import { findUnsentNotice, markNoticeMailed } from './queries.ts';

/** Section 1: mails a notice once. */
export async function mailNotice(
  context: Context,
  noticeId: number,
  signal: AbortSignal,
): Promise<void> {
  const notice = await findUnsentNotice(context.db, noticeId);
  if (notice === undefined) return;
  const { kind, email, created_at } = notice;
  const look = await loadLook(context.db);
  const message = noticeMessage(
    { kind, email, createdAt: created_at },
    context.config.siteUrl,
    notice.timezone,
    platformName(look),
  );
  const name = displayName({
    username: notice.username,
    firstName: notice.first_name,
    lastName: notice.last_name,
  });
  const to = { address: email, name, look };
  if (await mailPerson(context, `account-notice-${notice.id}`, message, to, signal)) {
    await inTransaction(context.db, (tx) => markNoticeMailed(tx, notice.id, context.now()));
  }
}

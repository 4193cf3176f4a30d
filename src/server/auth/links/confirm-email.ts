import { DomainError } from '../../../domain/errors.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Client } from '../client.ts';
import { sendNotice } from '../notices/send-notice.ts';
import { linkIsOver } from './look.ts';
import { type LinkRow, replaceEmail, revokeLinks } from './queries.ts';

/**
 * Section 1: the address of a link becomes its person's own. Links that went to the former address
 * stop working, and the former address is told.
 * @throws DomainError conflict when somebody has the address by now
 */
export async function confirmEmail(
  tx: Tx,
  context: Context,
  { user_id: id, email }: LinkRow,
  client: Client,
): Promise<void> {
  const now = context.now();
  if (id === null) throw linkIsOver();
  const former = await replaceEmail(tx, id, email, now).catch(explainTakenEmail);
  if (former === null) throw linkIsOver();
  await revokeLinks(tx, id, ['invitation', 'password_reset'], now);
  await sendNotice(tx, context, 'email_changed_from', id, former);
  await writeAudit(tx, {
    actorId: id,
    action: 'email_changed',
    target: null,
    targetUserId: id,
    address: client.address,
    now,
  });
}

/** Whoever reads this holds the mailbox, so that it tells nothing they could not find out. */
function explainTakenEmail(error: unknown): never {
  if (error instanceof Error && 'constraint' in error && error.constraint === 'users_email') {
    throw new DomainError(
      'conflict',
      'Another account has this address by now. Ask for another address, or ask an admin.',
      { cause: error },
    );
  }
  throw error;
}

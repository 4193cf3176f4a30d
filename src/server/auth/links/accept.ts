import type { LinkAcceptBody, LinkPurpose } from '../../../domain/api/account.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import type { Client } from '../client.ts';
import { openSession } from '../open-session.ts';
import { newToken } from '../tokens.ts';
import { confirmEmail } from './confirm-email.ts';
import { linkIsOver, loadLink } from './look.ts';
import { type LinkRow, lockOwner, markLinkUsed } from './queries.ts';
import { register } from './register.ts';
import { type ChosenPassword, checkChoice, setPassword } from './set-password.ts';

/**
 * Section 1: does what a one-time link is for, once: of two people who use it at the same moment one
 * is told that it is over. All but a confirmed address sign in.
 * @returns the new session's token; null for a confirmed address
 * @throws DomainError not_found; validation_failed at `password` or the names; conflict when somebody
 *   took the address meanwhile
 */
export async function acceptLink(
  context: Context,
  body: LinkAcceptBody,
  client: Client,
): Promise<{ readonly purpose: LinkPurpose; readonly token: string | null }> {
  const link = await loadLink(context, body.token);
  if (link.purpose === 'email_change') {
    await inTransaction(context.db, async (tx) => {
      await takeLink(tx, context, link);
      await confirmEmail(tx, context, link, client);
    });
    return { purpose: link.purpose, token: null };
  }
  // The password is hashed before: no row is held for as long as that takes.
  const choice = await checkChoice(context, link, body);
  const token = newToken();
  await inTransaction(context.db, async (tx) => {
    await takeLink(tx, context, link);
    const id = await chosen(tx, context, link, choice, client);
    const checked = { id, password_hash: choice.passwordHash };
    if (!(await openSession(tx, context, checked, token, client))) throw linkIsOver();
  });
  return { purpose: link.purpose, token };
}

/** The person's row before the link's, as whoever takes links back does: the two never wait in a ring. */
async function takeLink(tx: Tx, context: Context, link: LinkRow): Promise<void> {
  if (link.user_id !== null) await lockOwner(tx, link.user_id);
  if (!(await markLinkUsed(tx, link.id, context.now()))) throw linkIsOver();
}

function chosen(
  tx: Tx,
  context: Context,
  link: LinkRow,
  choice: ChosenPassword,
  client: Client,
): Promise<number> {
  switch (link.purpose) {
    case 'registration':
      return register(tx, context, link, choice, client);
    case 'invitation':
    case 'password_reset':
      return setPassword(tx, context, link, choice, client);
    case 'email_change':
      throw new DomainError('internal_error', 'An address is confirmed without a password.');
  }
}

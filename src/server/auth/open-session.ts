import { writeAudit } from '../audit/queries.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/transaction.ts';
import { plainAddress } from '../http/client-address.ts';
import type { Client } from './client.ts';
import { type Credentials, deleteSession, insertSession, markSignedIn } from './queries.ts';
import { hashToken } from './tokens.ts';

const USER_AGENT_LENGTH = 400;

/**
 * Opens a session under the new `token`, in place of the one that this browser held.
 * @param checked the account with the password hash that was found right
 * @returns false when the account was deactivated or got another password meanwhile
 */
export async function openSession(
  tx: Tx,
  context: Context,
  checked: Credentials,
  token: string,
  client: Client,
): Promise<boolean> {
  const now = context.now();
  const tokenHash = hashToken(token);
  if (tokenHash === null || !(await markSignedIn(tx, checked, now))) return false;
  const address = plainAddress(client.address);
  const former = hashToken(client.token);
  if (former !== null) await deleteSession(tx, former);
  await insertSession(tx, {
    tokenHash,
    userId: checked.id,
    address,
    userAgent: client.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
    now,
  });
  await writeAudit(tx, {
    actorId: checked.id,
    action: 'sign_in',
    target: null,
    targetUserId: checked.id,
    address,
    now,
  });
  return true;
}

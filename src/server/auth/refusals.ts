import type { AuditAction } from '../../domain/audit.ts';
import { addMs } from '../../domain/kernel/calendar.ts';
import { writeAudit } from '../audit/queries.ts';
import type { Context } from '../context.ts';
import type { AttemptKind } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { limitedNetwork } from '../http/client-address.ts';
import { isRefusalNoted, tryHoldRefusals } from './refusal-queries.ts';

const ACTIONS = {
  sign_in: 'sign_in_refused',
  mail: 'mail_refused',
} as const satisfies Record<AttemptKind, AuditAction>;

/**
 * Section 10: the audit log tells that a network is being refused, once within a window: who goes on
 * trying must not be able to fill it. Each attempt that was looked at has an entry of its own.
 */
export async function noteRefusal(
  context: Context,
  kind: AttemptKind,
  address: string,
): Promise<void> {
  const { limitPerAddress, windowSeconds } = context.config.signIn;
  const action = ACTIONS[kind];
  const bare = limitedNetwork(address);
  const network = bare.includes(':') ? `${bare}/64` : bare;
  const now = context.now();
  const since = addMs(now, -windowSeconds * 1_000);
  if (await isRefusalNoted(context.db, action, network, since)) return;
  await inTransaction(context.db, async (tx) => {
    // Whoever holds it is writing the entry.
    if (!(await tryHoldRefusals(tx, action, network))) return;
    if (await isRefusalNoted(tx, action, network, since)) return;
    const details = { attempts: limitPerAddress, withinSeconds: windowSeconds };
    await writeAudit(tx, { actorId: null, action, target: network, details, address, now });
  });
}

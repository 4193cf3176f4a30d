import type { AuditAction } from '../../domain/audit.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Tx } from '../db/transaction.ts';
import { plainAddress } from '../http/client-address.ts';

export interface AuditEntry {
  /** Null when nobody was signed in. */
  readonly actorId: number | null;
  readonly action: AuditAction;
  /** What it was done to, as people name it: a request's code, a setting. Never a person. */
  readonly target: string | null;
  /** Whom it was done to, by id: erasing somebody leaves no name in the log (P7). */
  readonly targetUserId?: number | null;
  /** Never a password, a secret or personal data that the rest of the platform encrypts. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** As the socket or the proxy told it. */
  readonly address: string | null;
  readonly now: Instant;
}

/** Appends to the audit log, in the transaction of what it tells about. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      at: entry.now,
      actor_id: entry.actorId,
      action: entry.action,
      target: entry.target,
      target_user_id: entry.targetUserId ?? null,
      details: JSON.stringify(entry.details ?? {}),
      address: entry.address === null ? null : plainAddress(entry.address),
    })
    .execute();
}

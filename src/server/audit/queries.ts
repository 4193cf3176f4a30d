import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Tx } from '../db/transaction.ts';

export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'password_changed',
  'password_change_failed',
  'profile_changed',
  'admin_created',
  'bank_details_revealed',
  'event_text_redacted',
  'delivery_sent_again',
  'delivery_marked_sent',
  'deliveries_sent_again',
  'notification_settings_changed',
  'notification_toggle_changed',
  'notification_tested',
  'notification_muted',
  'notification_unmuted',
  'telegram_linked',
  'telegram_unlinked',
  'target_tat_changed',
  'price_list_published',
  'price_list_withdrawn',
  'price_list_discarded',
  'prices_applied',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  /** Null when nobody was signed in. */
  readonly actorId: number | null;
  readonly action: AuditAction;
  /** What it was done to, as people name it: a request's code, a username. */
  readonly target: string | null;
  /** Never a password, a secret or personal data that the rest of the platform encrypts. */
  readonly details?: Readonly<Record<string, unknown>>;
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
      details: JSON.stringify(entry.details ?? {}),
      address: entry.address,
    })
    .execute();
}

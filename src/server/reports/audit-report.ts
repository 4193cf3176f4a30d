import type { Actor } from '../../domain/people.ts';
import { writeAudit } from '../audit/queries.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/transaction.ts';

/** Section 10: who took which figures away is an entry of the audit log, under the file's name. */
export async function auditReport(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  actor: Actor,
  report: {
    readonly action: 'report_downloaded' | 'report_ordered';
    readonly fileName: string;
    /** What was asked for, and how many rows it has. */
    readonly details: Readonly<Record<string, unknown>>;
    readonly address: string;
  },
): Promise<void> {
  await writeAudit(tx, {
    actorId: actor.id,
    action: report.action,
    target: report.fileName,
    details: report.details,
    address: report.address,
    now: now(),
  });
}

import type { TargetBody, TargetsAnswer } from '../../../domain/api/reports.ts';
import { REQUEST_TYPE_KEYS } from '../../../domain/requests/define.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { holdTargets, loadTargets, storeTargets, type TargetMinutes } from './queries.ts';

/** D4, section 10: the target turn-around time of every type; null where there is none. */
export async function readTargets(context: Context): Promise<TargetsAnswer> {
  return targetsView(await loadTargets(context.db));
}

/** D4, section 10: sets or removes (null) the target of one type, and says so in the audit log. */
export async function setTarget(
  context: Context,
  actor: SignedIn,
  { type, targetMinutes }: TargetBody,
  address: string,
): Promise<TargetsAnswer> {
  const now = context.now();
  return inTransaction(context.db, async (tx) => {
    const { [type]: before = null, ...others } = await holdTargets(tx);
    const targets = targetMinutes === null ? others : { ...others, [type]: targetMinutes };
    if (before !== targetMinutes) {
      await storeTargets(tx, targets, actor.id, now);
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'target_tat_changed',
        target: type,
        details: { beforeMinutes: before, afterMinutes: targetMinutes },
        address,
        now,
      });
    }
    return targetsView(targets);
  });
}

const MINUTE_MS = 60_000;

export function targetsView(minutes: TargetMinutes): TargetsAnswer {
  return {
    targets: REQUEST_TYPE_KEYS.map((type) => {
      const target = minutes[type];
      return { type, targetMs: target === undefined ? null : target * MINUTE_MS };
    }),
  };
}

import type { Policy } from '../../domain/permissions.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/pool.ts';
import { hasListInForce } from '../pricing/queries.ts';
import { loadPolicySettings, type PolicySettings } from '../settings/queries.ts';

/** What the lifecycle decides by besides the request and the person. */
export async function loadPolicy(db: Db, context: Context): Promise<Policy> {
  const settings = await loadPolicySettings(db, context.config);
  const now = context.now();
  return policyOf(settings, { now, hasPriceList: await hasListInForce(db, now) });
}

/** The same for what came along with a request (detail/queries.ts). */
export function policyOf(
  { fourEyesQa, rejectWindowDays }: PolicySettings,
  { now, hasPriceList }: Pick<Policy, 'now' | 'hasPriceList'>,
): Policy {
  return { now, fourEyesQa, rejectWindowDays, hasPriceList };
}

import type { Policy } from '../../domain/permissions.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/pool.ts';
import { loadPolicySettings, type PolicySettings } from '../settings/queries.ts';

/** What the lifecycle decides by besides the request and the person. */
export async function loadPolicy(db: Db, context: Context): Promise<Policy> {
  return policyOf(await loadPolicySettings(db, context.config), context);
}

/** The same for settings that came along with a request (detail/queries.ts). */
export function policyOf(
  { fourEyesQa, rejectWindowDays }: PolicySettings,
  context: Context,
): Policy {
  return { now: context.now(), fourEyesQa, rejectWindowDays };
}

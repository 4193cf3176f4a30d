import type { Policy } from '../../domain/permissions.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/pool.ts';
import { loadPolicySettings } from '../settings/queries.ts';

/** What the lifecycle decides by besides the request and the person. */
export async function loadPolicy(db: Db, context: Context): Promise<Policy> {
  const { fourEyesQa, rejectWindowDays } = await loadPolicySettings(db, context.config);
  return { now: context.now(), fourEyesQa, rejectWindowDays };
}

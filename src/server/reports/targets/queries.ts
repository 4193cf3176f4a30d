import type { Instant } from '../../../domain/kernel/calendar.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';

/** Minutes by type; a type without a target is absent. */
export type TargetMinutes = Readonly<Partial<Record<RequestTypeKey, number>>>;

export const TARGETS_KEY = 'target_tat';

/** D4, section 10: the target turn-around times in force. */
export async function loadTargets(db: Db): Promise<TargetMinutes> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', TARGETS_KEY)
    .executeTakeFirst();
  return readTargets(row?.value);
}

/** The same for whoever is about to change them: held until the transaction ends. */
export async function holdTargets(tx: Tx): Promise<TargetMinutes> {
  // A row to lock must exist before the first target does.
  await tx
    .insertInto('settings')
    .values({ key: TARGETS_KEY, value: '{}' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await tx
    .selectFrom('settings')
    .select('value')
    .where('key', '=', TARGETS_KEY)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return readTargets(row.value);
}

export async function storeTargets(
  tx: Tx,
  targets: TargetMinutes,
  actorId: number,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('settings')
    .set({ value: JSON.stringify(targets), updated_at: now, updated_by: actorId })
    .where('key', '=', TARGETS_KEY)
    .execute();
}

function readTargets(stored: unknown): TargetMinutes {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = new Map(Object.entries(stored));
  return Object.fromEntries(
    REQUEST_TYPE_KEYS.flatMap((type) => {
      const minutes: unknown = entries.get(type);
      return Number.isInteger(minutes) ? [[type, minutes]] : [];
    }),
  );
}

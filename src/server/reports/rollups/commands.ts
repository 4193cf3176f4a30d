import { addMs, type CalendarDay, DAY_MS, type Instant } from '../../../domain/kernel/calendar.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import {
  deleteSums,
  findMonthsToFold,
  insertDays,
  insertHistograms,
  insertQuantities,
  insertWork,
  markFolded,
  tryHoldMonth,
} from './queries.ts';

/**
 * D3, D4: computes the sums of a whole UTC month anew. From taking the month to the commit nobody
 * changes what is summed up, and every statement after the lock sees all that was committed before.
 *
 * @param month its first day
 * @returns false when somebody was changing it: nothing was done then
 */
export async function foldMonth(tx: Tx, month: CalendarDay, now: Instant): Promise<boolean> {
  if (!(await tryHoldMonth(tx, month))) return false;
  await deleteSums(tx, month);
  await insertDays(tx, month);
  await insertQuantities(tx, month);
  await insertHistograms(tx, month);
  await insertWork(tx, month);
  await markFolded(tx, month, now);
  return true;
}

/** A month that has just ended still gets what was under way when it did. */
const SETTLED_AFTER_MS = DAY_MS;

/**
 * D3, D4: folds every month that is over, has completions and no sums, oldest first, each in a
 * transaction of its own. Reports are right without it, only slower.
 *
 * @returns how many this run folded; those somebody was changing are left to the next one
 */
export async function foldMonths(context: Context, signal?: AbortSignal): Promise<number> {
  const now = context.now();
  let folded = 0;
  for (const month of await findMonthsToFold(context.db, addMs(now, -SETTLED_AFTER_MS))) {
    if (signal?.aborted === true) break;
    const isDone = await inTransaction(context.db, (tx) => foldMonth(tx, month, now));
    if (isDone) folded += 1;
  }
  return folded;
}

import type { Instant } from '../../../domain/kernel/calendar.ts';
import { peopleBefore } from '../../../domain/notifications/recipients.ts';
import { activateTransition } from '../../../domain/requests/lifecycle.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { recordTransition } from '../history/record-transition.ts';
import { type RequestRow, stateOf } from '../stored-request.ts';
import { lockNextDue } from './queries.ts';

/**
 * L5: activates every scheduled request whose date has begun in its zone, each in a transaction of
 * its own, so that one that fails keeps nobody else waiting. Any number of workers may run this at
 * the same time.
 * @returns how many this run activated
 */
export async function activateDue(context: Context, signal?: AbortSignal): Promise<number> {
  const failed: number[] = [];
  let activated = 0;
  while (signal?.aborted !== true) {
    const taken = await activateNext(context, failed);
    if (taken === null) break;
    if (taken.activated) activated += 1;
    else failed.push(taken.id);
  }
  return activated;
}

interface Taken {
  readonly id: number;
  readonly activated: boolean;
}

/** Null when nothing is due that somebody else has not taken. */
async function activateNext(context: Context, failed: readonly number[]): Promise<Taken | null> {
  const now = context.now();
  let row: RequestRow | undefined;
  try {
    await inTransaction(context.db, async (tx) => {
      row = await lockNextDue(tx, now, failed);
      if (row !== undefined) await activate(tx, row, now);
    });
  } catch (error) {
    // Without a row the database itself failed: the queue tries the job again.
    if (row === undefined) throw error;
    context.log.error({ err: error, code: row.code }, 'a scheduled request was not activated');
    return { id: row.id, activated: false };
  }
  return row === undefined ? null : { id: row.id, activated: true };
}

async function activate(tx: Tx, row: RequestRow, now: Instant): Promise<void> {
  const state = stateOf(row);
  const transition = activateTransition(state, now);
  if (!transition.ok) throw new Error(transition.reason);
  const people = peopleBefore(state, null);
  await recordTransition(
    tx,
    row.id,
    { transition, actorId: null, people, now, fields: [] },
    state.values,
  );
}

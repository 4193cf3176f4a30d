import type { Instant } from '../../../domain/kernel/calendar.ts';
import { displayName, type Team } from '../../../domain/people.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { Assignee } from '../../../domain/requests/lifecycle.ts';
import type { Tx } from '../../db/transaction.ts';

export interface LastChange {
  readonly action: EventAction;
  readonly at: Instant;
  /** Null: the system. */
  readonly actorId: number | null;
  readonly actorName: string | null;
}

const NOT_DECIDED_BY: readonly EventAction[] = [
  'comment',
  'redact',
  'ask_for_update',
  'give_update',
  // P4: and nobody hears of prices by a conflict.
  'discount',
  'price',
];

/**
 * The newest event that others decide by (X1): no comments, no flags, no redactions.
 * @param flag the newest asking for an update instead: whoever set the flag (L16)
 */
export async function findLastChange(
  tx: Tx,
  requestId: number,
  { flag }: { readonly flag: boolean },
): Promise<LastChange | undefined> {
  const row = await tx
    .selectFrom('request_events')
    .leftJoin('users', 'users.id', 'request_events.actor_id')
    .select(['action', 'at', 'actor_id', 'first_name', 'last_name', 'username'])
    .where('request_id', '=', requestId)
    .where((eb) =>
      flag ? eb('action', '=', 'ask_for_update') : eb('action', 'not in', NOT_DECIDED_BY),
    )
    .orderBy('request_events.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const actorName =
    row.username === null
      ? null
      : displayName({
          firstName: row.first_name ?? '',
          lastName: row.last_name ?? '',
          username: row.username,
        });
  return { action: row.action, at: row.at, actorId: row.actor_id, actorName };
}

/** L20: whoever is to be handed the work, as the database knows them; locked against deactivation. */
export async function findAssignee(tx: Tx, id: number): Promise<Assignee | undefined> {
  const row = await tx
    .selectFrom('users')
    .select(['id', 'roles', 'is_active'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  return row && { id: row.id, roles: row.roles, isActive: row.is_active };
}

/** The requester's zone now, for the calendar days of an edit (L19). */
export async function findTimezone(tx: Tx, userId: number): Promise<string> {
  const { timezone } = await tx
    .selectFrom('users')
    .select('timezone')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return timezone;
}

/** Section 10: whom a corrected request is to belong to; locked against deactivation. */
export async function findRequester(tx: Tx, id: number) {
  return tx
    .selectFrom('users')
    .select(['id', 'teams', 'is_active'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
}

/**
 * D5: what reports count now follows its request to another team: its completion, and the block it
 * is in. What is over, superseded or resolved, stays with the team it was counted for.
 */
export async function moveFigures(
  tx: Tx,
  requestId: number,
  team: Team,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('completions')
    .set((eb) => ({
      team,
      corrected_at: eb.fn<Instant>('greatest', ['corrected_at', eb.val(now)]),
    }))
    .where('request_id', '=', requestId)
    .where('superseded_at', 'is', null)
    .execute();
  await tx
    .updateTable('blocks')
    .set({ team })
    .where('request_id', '=', requestId)
    .where('ended_at', 'is', null)
    .execute();
}

import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { PeopleBefore } from '../../../domain/notifications/recipients.ts';
import { isAboutPrices } from '../../../domain/requests/actions.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import type { Transition } from '../../../domain/requests/lifecycle.ts';
import type { Tx } from '../../db/transaction.ts';
import { planNotifications } from '../../notifications/outbox/plan.ts';
import { loadApprovers } from '../../notifications/outbox/queries.ts';
import { progressColumns, type RequestColumns } from '../stored-request.ts';
import { type NewEvent, splitChanges, type TypedChanges } from './event-details.ts';
import { appendEvent, updateWithEvent } from './queries.ts';

export interface Happening {
  readonly transition: Transition;
  readonly actorId: number | null;
  readonly people: PeopleBefore;
  readonly now: Instant;
  /** The form that the changes of the transition belong to. */
  readonly fields: readonly Field[];
  readonly personId?: number | undefined;
  readonly typed?: TypedChanges;
  /** L18. */
  readonly comment?: { readonly isInternal: boolean; readonly mentionedIds: readonly number[] };
}

const NO_APPROVERS = { leadershipIds: [], addresses: [] };

/** Everything about an event but the request it belongs to, its recipients expanded (section 8). */
export async function eventOf(tx: Tx, happening: Happening): Promise<NewEvent> {
  const { transition, people, personId, comment } = happening;
  const mentionedIds = comment?.mentionedIds ?? [];
  const waitsForApproval = transition.notify.includes('request_pending_approval');
  const approvers = waitsForApproval ? await loadApprovers(tx) : NO_APPROVERS;
  const { kept, typed } = splitChanges(transition.changes, happening.fields);
  return {
    at: happening.now,
    actorId: happening.actorId,
    transition,
    details: {
      ...(kept.length === 0 ? {} : { changes: kept }),
      ...(personId === undefined ? {} : { personId }),
      ...(comment?.isInternal === true ? { internal: true } : {}),
      ...(isAboutPrices(transition.action) ? { prices: true } : {}),
      ...(mentionedIds.length === 0 ? {} : { mentions: mentionedIds }),
    },
    typed: { ...typed, ...happening.typed },
    notifications: planNotifications(transition.notify, {
      people,
      to: transition.to,
      leadershipIds: approvers.leadershipIds,
      approverAddresses: approvers.addresses,
      assigneeId: personId ?? null,
      mentionedIds: mentionedIds.filter((id) => id !== happening.actorId),
    }),
  };
}

/**
 * X3, R3: writes what a transition changes, its event, the event's text, the notifications and
 * their deliveries in one statement, so that none of them can exist without the others.
 * @param own the type's own fields after the transition
 * @param content columns besides the lifecycle's that change with it (L19)
 * @returns the event's id
 */
export async function recordTransition(
  tx: Tx,
  requestId: number,
  happening: Happening,
  own: Values,
  content: RequestColumns = {},
): Promise<number> {
  const event = await eventOf(tx, happening);
  const columns = { ...content, ...progressColumns(happening.transition, own, happening.now) };
  return updateWithEvent(tx, requestId, columns, happening.transition.bumpsVersion, event);
}

/**
 * L18, X1: writes an event that leaves its request as it is, with its text, its notifications and
 * their deliveries. The caller holds the request's lock.
 * @returns the event's id
 */
export async function recordComment(
  tx: Tx,
  requestId: number,
  happening: Happening,
): Promise<number> {
  return appendEvent(tx, requestId, await eventOf(tx, happening));
}

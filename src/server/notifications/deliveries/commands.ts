import type {
  DeliveriesPage,
  DeliveriesQuery,
  Delivery,
  RequestDeliveries,
  SendAgainAnswer,
  SendAgainBody,
} from '../../../domain/api/notifications.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { DomainError } from '../../../domain/errors.ts';
import {
  DELIVERY_STATE_NAMES,
  type DeliveryState,
  DROPPABLE,
  SENDABLE_AGAIN,
} from '../../../domain/notifications/deliveries.ts';
import { canSeeDeliveries } from '../../../domain/permissions.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import type { Tx } from '../../db/transaction.ts';
import { findPeopleByIds } from '../../requests/list/queries.ts';
import { notFound } from '../../requests/not-found.ts';
import { loadChannelStates } from '../channel-state-queries.ts';
import {
  type DeliveryRow,
  dropDelivery,
  findDeliveries,
  findSendableAgain,
  findVisibleRequest,
  isTakenForSending,
  loadDelivery,
  loadRequestDeliveries,
  lockDeliveries,
  markSent,
  sendAgain,
} from './queries.ts';
import { deliveriesView, peopleIn } from './view.ts';

const A_PAGE = 50;
/** One transaction: longer ones would keep the actions on these requests waiting. */
const AT_ONCE = 1_000;

/**
 * N6: what became of the notifications of a request, oldest first.
 * @throws DomainError `not_found` for a hidden request (P3), `not_allowed` for whoever sees the
 *   request but does not work on requests
 */
export async function readRequestDeliveries(
  db: Db,
  actor: SignedIn,
  code: string,
): Promise<RequestDeliveries> {
  const requestId = await findVisibleRequest(db, actor, code);
  if (requestId === undefined) throw notFound();
  if (!canSeeDeliveries(actor)) {
    throw new DomainError(
      'not_allowed',
      'Only operators, QA agents, leadership and admins see what was sent.',
    );
  }
  const [rows, channels] = await Promise.all([
    loadRequestDeliveries(db, requestId),
    loadChannelStates(db),
  ]);
  return {
    deliveries: await named(db, rows),
    channelsOff: channels.flatMap(({ channel, off }) =>
      off === null ? [] : [{ channel, ...off }],
    ),
  };
}

/** N6: a page of all deliveries, newest first. */
export async function readDeliveriesPage(db: Db, query: DeliveriesQuery): Promise<DeliveriesPage> {
  const found = await findDeliveries(db, query, A_PAGE + 1);
  const rows = found.slice(0, A_PAGE);
  return {
    deliveries: await named(db, rows),
    next: found.length > A_PAGE ? (rows.at(-1)?.id ?? null) : null,
  };
}

async function named(db: Db, rows: readonly DeliveryRow[]): Promise<Delivery[]> {
  return deliveriesView(rows, await findPeopleByIds(db, peopleIn(rows)));
}

/**
 * One delivery as it is now.
 * @throws DomainError `not_found`
 */
export async function readDelivery(db: Db, id: number): Promise<Delivery> {
  const row = await loadDelivery(db, id);
  const [delivery] = row === undefined ? [] : await named(db, [row]);
  if (delivery === undefined) throw noSuchDelivery();
  return delivery;
}

/**
 * N2, N3, N4: sends a delivery again that failed, may have failed or was not meant to be sent, as
 * another message at the end of its lane.
 * @throws DomainError `not_found`; `conflict` when it waits or was sent
 */
export async function sendDeliveryAgain(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<void> {
  await lockOne(tx, id, SENDABLE_AGAIN);
  await sendAgain(tx, [id], context.now());
  await recordDecision(tx, context, actor, id, 'delivery_sent_again', address);
}

/**
 * N4: an admin found out that the provider took what nobody could tell about.
 * @throws DomainError `not_found`; `conflict` unless its state is unknown
 */
export async function markDeliverySent(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<void> {
  await lockOne(tx, id, ['unknown']);
  await markSent(tx, id, context.now());
  await recordDecision(tx, context, actor, id, 'delivery_marked_sent', address);
}

/**
 * N2, N3: gives up a delivery that waits, failed or may have failed, with a reason; the lane goes on
 * with the next one. It may be sent again.
 * @throws DomainError `not_found`; `conflict` while it is being sent, and when it is sent or given up
 */
export async function dropOneDelivery(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  id: number,
  reason: string,
  address: string,
): Promise<void> {
  await lockOne(tx, id, DROPPABLE);
  if (await isTakenForSending(tx, id)) throw beingSent();
  await dropDelivery(tx, id, reason, context.now());
  await recordDecision(tx, context, actor, id, 'delivery_dropped', address, { reason });
}

/** N2: everything the filters leave, oldest first, up to a bound at a time; without a state, what failed. */
export async function sendDeliveriesAgain(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  filters: SendAgainBody,
  address: string,
): Promise<SendAgainAnswer> {
  const found = await findSendableAgain(tx, filters, AT_ONCE + 1);
  const ids = found.slice(0, AT_ONCE);
  await lockDeliveries(tx, ids);
  const count = await sendAgain(tx, ids, context.now());
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'deliveries_sent_again',
    target: null,
    details: { ...filters, count },
    address,
    now: context.now(),
  });
  return { count, more: found.length > AT_ONCE };
}

async function lockOne(tx: Tx, id: number, states: readonly DeliveryState[]): Promise<void> {
  const [delivery] = await lockDeliveries(tx, [id]);
  if (delivery === undefined) throw noSuchDelivery();
  if (states.includes(delivery.state)) return;
  if (delivery.state === 'sending') throw beingSent();
  const state = DELIVERY_STATE_NAMES[delivery.state].toLowerCase();
  throw new DomainError(
    'conflict',
    `This delivery has moved on: its state is "${state}" now. Load it again before you decide.`,
  );
}

async function recordDecision(
  tx: Tx,
  context: Context,
  actor: SignedIn,
  id: number,
  action: AuditAction,
  address: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const row = await loadDelivery(tx, id);
  if (row === undefined) throw new Error(`delivery ${id} was locked and is gone`);
  await writeAudit(tx, {
    actorId: actor.id,
    action,
    target: row.code,
    details: {
      delivery: id,
      event: row.event,
      channel: row.channel,
      recipient: row.recipient,
      ...more,
    },
    address,
    now: context.now(),
  });
}

const beingSent = () =>
  new DomainError(
    'conflict',
    'A worker is sending this delivery right now. Load it again in a moment and decide then.',
  );

const noSuchDelivery = () => new DomainError('not_found', 'There is no such delivery.');

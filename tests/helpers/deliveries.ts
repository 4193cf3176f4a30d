import type { Insertable, Updateable } from 'kysely';
import type { Channel, DeliveryState } from '../../src/domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../src/domain/notifications/events.ts';
import type { DeliveriesTable } from '../../src/server/db/schema.ts';
import type { TestApp } from './app.ts';

/** Deliveries as the outbox and the sender leave them behind, for tests of what is shown and decided. */

const SHARED: Record<Channel, string> = {
  email: 'operations',
  slack: 'channel',
  telegram: 'chat',
};

type Given = Partial<Insertable<DeliveriesTable>> & {
  readonly event: OutboxEvent;
  readonly channel: Channel;
  readonly state: DeliveryState;
};

/** Adds a delivery to a request, in the lane of its recipient; a shared one unless given. */
export async function makeDelivery(
  { db, clock }: Pick<TestApp, 'db' | 'clock'>,
  code: string,
  { event, ...given }: Given,
): Promise<number> {
  const now = clock.now();
  const { channel, state, recipient = SHARED[given.channel] } = given;
  const request = await db
    .selectFrom('requests')
    .innerJoin('request_events', 'request_events.request_id', 'requests.id')
    .select(['requests.id', 'request_events.id as event_id'])
    .where('code', '=', code)
    .orderBy('request_events.id', 'desc')
    .executeTakeFirstOrThrow();
  const notification = await db
    .insertInto('notifications')
    .values({
      request_id: request.id,
      request_event_id: request.event_id,
      event,
      people: '{}',
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['request_event_id', 'event']).doUpdateSet({ created_at: now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const isOpen = state === 'pending' || state === 'sending';
  const lane = await db
    .insertInto('delivery_lanes')
    .values({ request_id: request.id, channel, recipient, wake_at: isOpen ? now : null })
    .onConflict((conflict) =>
      conflict.columns(['request_id', 'channel', 'recipient']).doUpdateSet({ recipient }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('deliveries')
    .values({
      notification_id: notification.id,
      request_id: request.id,
      lane_id: lane.id,
      recipient,
      next_attempt_at: now,
      created_at: now,
      finished_at: isOpen ? null : now,
      suppressed_reason: state === 'suppressed' ? 'switched_off' : null,
      ...given,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function setDelivery(
  { db }: Pick<TestApp, 'db'>,
  id: number,
  values: Updateable<DeliveriesTable>,
): Promise<void> {
  await db.updateTable('deliveries').set(values).where('id', '=', id).execute();
}

import type { Delivery } from '../../../../domain/api/notifications.ts';
import {
  DELIVERY_STATES,
  type DeliveryState,
} from '../../../../domain/notifications/deliveries.ts';
import type { OutboxEvent } from '../../../../domain/notifications/events.ts';

export interface EventGroup {
  readonly event: OutboxEvent;
  readonly at: string;
  readonly deliveries: readonly Delivery[];
}

/** One group per event, newest first: what one change told is decided in one moment (X3). */
export function groupsOf(deliveries: readonly Delivery[]): readonly EventGroup[] {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const key = `${delivery.createdAt} ${delivery.event}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [delivery]);
    else group.push(delivery);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const first = group[0];
      return first === undefined
        ? []
        : [{ event: first.event, at: first.createdAt, deliveries: group }];
    })
    .toReversed();
}

/** How many stand in each state; states without any are left out. */
export function countsOf(
  deliveries: readonly Pick<Delivery, 'state'>[],
): readonly { readonly state: DeliveryState; readonly count: number }[] {
  return DELIVERY_STATES.map((state) => ({
    state,
    count: deliveries.filter((delivery) => delivery.state === state).length,
  })).filter(({ count }) => count > 0);
}

import type { Delivery } from '../../../domain/api/notifications.ts';
import type { PersonRef } from '../../../domain/api/people.ts';
import { parseRecipient } from '../../../domain/notifications/deliveries.ts';
import { displayName } from '../../../domain/people.ts';
import type { NamedPerson } from '../../requests/list/queries.ts';
import type { DeliveryRow } from './queries.ts';

/** Everybody whom these deliveries name by id. */
export function peopleIn(rows: readonly DeliveryRow[]): readonly number[] {
  const ids = rows.flatMap(({ recipient, left_out }) => {
    const to = parseRecipient(recipient);
    const mentioned = left_out.map(({ userId }) => userId);
    return to.kind === 'user' ? [to.userId, ...mentioned] : mentioned;
  });
  return [...new Set(ids)];
}

/** N6: the deliveries as people read them, in the order given. */
export function deliveriesView(
  rows: readonly DeliveryRow[],
  people: readonly NamedPerson[],
): Delivery[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  const refOf = (id: number): PersonRef => {
    const person = byId.get(id);
    if (person === undefined) throw new Error(`the query did not bring user ${id}`);
    const { first_name: firstName, last_name: lastName, username, is_active: isActive } = person;
    return { id, name: displayName({ firstName, lastName, username }), isActive };
  };
  return rows.map((row) => deliveryView(row, refOf));
}

function deliveryView(row: DeliveryRow, refOf: (id: number) => PersonRef): Delivery {
  const to = parseRecipient(row.recipient);
  const waitsFor = waitsForOf(row);
  return {
    id: row.id,
    code: row.code,
    event: row.event,
    channel: row.channel,
    recipient: {
      kind: to.kind,
      person: to.kind === 'user' ? refOf(to.userId) : null,
      address: to.kind === 'address' ? to.address : null,
    },
    state: row.state,
    suppressedReason: row.suppressed_reason,
    dropReason: row.drop_reason,
    leftOut: row.left_out.map(({ userId, reason }) => ({ person: refOf(userId), reason })),
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
    lastAttemptAt: row.attempt_started_at,
    nextAttemptAt: row.state === 'pending' && waitsFor === null ? row.next_attempt_at : null,
    finishedAt: row.finished_at,
    waitsFor,
    providerId: row.provider_id,
  };
}

function waitsForOf(row: DeliveryRow): Delivery['waitsFor'] {
  if (row.state !== 'pending') return null;
  if (row.is_channel_off) return 'channel';
  return row.is_behind ? 'earlier' : null;
}

import type { PersonRef } from '../../../domain/api/people.ts';
import type { ListAnswer, ListItem } from '../../../domain/api/requests.ts';
import { epochMs } from '../../../domain/kernel/calendar.ts';
import { displayName } from '../../../domain/people.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import type { ListRow, NamedPerson, PriceRow } from './queries.ts';

/** Everybody a row names, once. */
export function peopleOf(rows: readonly ListRow[]): readonly number[] {
  const ids = rows.flatMap((row) => [row.requester_id, row.operator_id, row.qa_agent_id]);
  return [...new Set(ids.filter((id) => id !== null))];
}

/** D1: the rows that can have a price. */
export function completedOf(rows: readonly ListRow[]): readonly number[] {
  return rows.filter(({ status }) => status === 'completed').map(({ id }) => id);
}

/** @param prices null for whoever may not see them (P4) */
export function listView(
  { rows, more }: { readonly rows: readonly ListRow[]; readonly more: boolean },
  people: readonly NamedPerson[],
  prices: readonly PriceRow[] | null,
  cursor: Cursor | null,
): ListAnswer {
  const refs = new Map(people.map((person) => [person.id, refOf(person)]));
  const priced = prices === null ? null : new Map(prices.map((row) => [row.request_id, row]));
  const at = (direction: Cursor['direction'], row: ListRow | undefined): string | null =>
    row === undefined ? null : encodeCursor({ direction, createdAt: row.created_at, id: row.id });
  // On the side one came from there is always something: the page one came from.
  const hasNewer = cursor !== null && (cursor.direction === 'older' || more);
  const hasOlder = cursor?.direction === 'newer' || more;
  return {
    requests: rows.map((row) => ({
      ...listItemOf(row, refs),
      ...(priced === null ? {} : { price: priceOf(priced.get(row.id)) }),
    })),
    older: hasOlder ? at('older', rows.at(-1)) : null,
    newer: hasNewer ? at('newer', rows[0]) : null,
  };
}

function listItemOf(row: ListRow, people: ReadonlyMap<number, PersonRef>): ListItem {
  const person = (id: number): PersonRef => {
    const ref = people.get(id);
    if (ref === undefined)
      throw new Error(`request ${row.code} names person ${id}, who is missing`);
    return ref;
  };
  return {
    code: row.code,
    type: row.type,
    variant: row.variant,
    partnerName: row.partner_name,
    status: row.status,
    priority: row.priority,
    team: row.team,
    requester: person(row.requester_id),
    operator: row.operator_id === null ? null : person(row.operator_id),
    qaAgent: row.qa_agent_id === null ? null : person(row.qa_agent_id),
    createdAt: row.created_at,
    statusSince: row.status_since,
    scheduledOn: row.scheduled_on,
    scheduledTimezone: row.scheduled_timezone,
    completedAt: row.completed_at,
    tatMs:
      row.completed_at === null || row.tat_start_at === null
        ? null
        : epochMs(row.completed_at) - epochMs(row.tat_start_at),
    updateRequested: row.update_requested_at !== null,
    previouslyRejected: row.previously_rejected,
  };
}

function priceOf(row: PriceRow | undefined): ListItem['price'] {
  return row === undefined ? null : { total: row.client_total, final: row.final_price };
}

function refOf({ id, first_name, last_name, username, is_active }: NamedPerson): PersonRef {
  const name = displayName({ firstName: first_name, lastName: last_name, username });
  return { id, name, isActive: is_active };
}

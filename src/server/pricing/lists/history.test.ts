import { describe, expect, it } from 'vitest';
import { addMs, instant } from '../../../domain/kernel/calendar.ts';
import { bySitting } from './history.ts';
import type { ListChanges, ListEventRow } from './queries.ts';

const START = instant('2026-11-18T09:00:00Z');
const [ADA, BEA] = [1, 2];

function event(
  id: number,
  minutes: number,
  actor_id: number,
  changes: ListChanges,
  action: ListEventRow['action'] = 'edit',
): ListEventRow {
  return { id, at: addMs(START, minutes * 60_000), actor_id, action, changes };
}
const price = (from: string | null, to: string | null): ListChanges => [
  { operation: 'csv_row', field: 'clientPrice', from, to },
];
const title = (from: string, to: string): ListChanges => [{ field: 'title', from, to }];

/** Newest first, as the database answers. */
const shown = (...events: readonly ListEventRow[]) => bySitting([...events].reverse());

describe('M2 the history of who changed what', () => {
  it('takes what one person saves while they type as one change, from the first value to the last', () => {
    expect(
      shown(
        event(1, 0, ADA, title('Rates', 'Rates 2'), 'create'),
        event(2, 1, ADA, price(null, '1.00')),
        event(3, 2, ADA, price('1.00', '12.00')),
        event(4, 11, ADA, [...price('12.00', '12.50'), ...title('Rates 2', 'Rates 2027')]),
      ),
    ).toEqual([
      event(4, 11, ADA, [...price(null, '12.50'), ...title('Rates 2', 'Rates 2027')]),
      event(1, 0, ADA, title('Rates', 'Rates 2'), 'create'),
    ]);
  });

  it('keeps apart what two people did, what lies further apart, and what is no save', () => {
    const apart = [
      event(1, 0, ADA, price('1.00', '2.00')),
      event(2, 1, BEA, price('2.00', '3.00')),
      event(3, 2, ADA, price('3.00', '4.00')),
      event(4, 12.01, ADA, price('4.00', '5.00')),
      event(5, 13, ADA, [], 'publish'),
      event(6, 14, ADA, [], 'withdraw'),
    ];
    expect(shown(...apart)).toEqual([...apart].reverse());
  });

  it('leaves out what was taken back in the same sitting, not what somebody else took back', () => {
    const there = price('1.00', '2.00');
    const back = price('2.00', '1.00');
    expect(shown(event(1, 0, ADA, there), event(2, 1, ADA, back))).toEqual([]);
    expect(shown(event(1, 0, ADA, there), event(2, 1, BEA, back))).toHaveLength(2);
  });
});

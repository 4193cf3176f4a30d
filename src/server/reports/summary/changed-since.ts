import type { SummaryAnswer } from '../../../domain/api/reports.ts';
import type { Money, Percent } from '../../../domain/kernel/money.ts';
import type { Team } from '../../../domain/people.ts';
import { discounted } from '../../../domain/pricing/price.ts';
import type { Span } from '../../../domain/reports/periods.ts';
import type { Db } from '../../db/pool.ts';
import {
  type CorrectedRow,
  countChangedSince,
  findCorrectedSince,
  findMovedSince,
  findRejectedSince,
  type MovedRow,
} from './changed-since-queries.ts';
import type { Slices } from './slices.ts';

const MOST = 200;

type ChangedSince = Pick<SummaryAnswer, 'changedSince' | 'changedSinceCount'>;
type Change = SummaryAnswer['changedSince'][number];

/** D3: corrections made after the period's end to what was completed in it. */
export async function readChangedSince(db: Db, span: Span, slices: Slices): Promise<ChangedSince> {
  const count = await countChangedSince(db, span, slices);
  if (count === 0) return { changedSince: [], changedSinceCount: 0 };
  const rejected = await findRejectedSince(db, span, slices, MOST);
  const corrected = await findCorrectedSince(db, span, slices, MOST);
  const moved = await findMovedSince(db, span, slices, MOST);
  const changes: Change[] = [
    ...rejected.map(
      ({ code, at, final_price }): Change => ({
        code,
        at,
        what: 'rejected',
        before: final_price,
        after: null,
      }),
    ),
    ...corrected.map(changeOf),
    ...moved.map((row) => moveOf(row, slices)),
  ];
  // All come newest first, and sorting keeps the order of what happened at the same instant.
  const newestFirst = changes.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return { changedSince: newestFirst.slice(0, MOST), changedSinceCount: count };
}

function changeOf(row: CorrectedRow): Change {
  const { code, at } = row;
  const priceAt = (percent: Percent): Money => discounted(row.client_total, percent).finalPrice;
  if (row.action === 'price') {
    return { code, at, what: 'priced', before: null, after: priceAt(row.percent_then) };
  }
  return {
    code,
    at,
    what: 'discount',
    before: row.from_percent === null ? null : priceAt(row.from_percent),
    after: row.to_percent === null ? null : priceAt(row.to_percent),
  };
}

/** D5: its price counts for one team before and for another after, as far as they are asked for. */
function moveOf(row: MovedRow, { teams }: Slices): Change {
  const { code, at, client_total, percent_then } = row;
  const price = client_total === null ? null : discounted(client_total, percent_then).finalPrice;
  const of = (team: Team) => (teams.includes(team) ? price : null);
  return { code, at, what: 'team', before: of(row.from_team), after: of(row.to_team) };
}

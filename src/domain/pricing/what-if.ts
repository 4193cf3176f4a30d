import type { Issue } from '../errors.ts';
import {
  addDays,
  type CalendarDay,
  dayIn,
  type Instant,
  parseCalendarDay,
} from '../kernel/calendar.ts';
import { type Money, NO_MONEY, subtractMoney, sumMoney } from '../kernel/money.ts';
import { TEAMS, type Team } from '../people.ts';
import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../requests/define.ts';
import { OPERATION_KEYS } from './operations.ts';
import { checkPublishable, type DraftContent } from './price-list.ts';

/** M5, "what if": a past period by the prices of another list. Pure. */

export interface Period {
  /** Days in UTC (billing), both included. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

const LONGEST_DAYS = 5 * 366;

/** Real days in order, at most five years, begun by `now`; issues at `from` and `to`. */
export function checkWhatIfPeriod(
  typed: { readonly from: string; readonly to: string },
  now: Instant,
): { readonly period: Period | null; readonly issues: readonly Issue[] } {
  const from = parseCalendarDay(typed.from.trim());
  const to = parseCalendarDay(typed.to.trim());
  const issues: Issue[] = [];
  if (from === null) issues.push({ path: 'from', message: 'Enter a day like 2026-11-22' });
  if (to === null) issues.push({ path: 'to', message: 'Enter a day like 2026-11-22' });
  if (from === null || to === null) return { period: null, issues };
  const today = dayIn('UTC', now);
  if (from < '2000-01-01') {
    issues.push({ path: 'from', message: 'The period must begin in the year 2000 or later' });
  } else if (from > today) {
    issues.push({ path: 'from', message: `Nothing is completed after today (${today}, UTC)` });
  }
  if (to < from) {
    issues.push({ path: 'to', message: `Enter ${from} or a later day` });
  } else if (from >= '2000-01-01' && to >= addDays(from, LONGEST_DAYS)) {
    issues.push({ path: 'to', message: 'A period may have five years at most' });
  }
  return { period: issues.length === 0 ? { from, to } : null, issues };
}

/** What a list lacks for a "what if": a client price for every operation. */
export function missingClientPrices(content: DraftContent, now: Instant): readonly Issue[] {
  const needed = new Set<string>(OPERATION_KEYS.map((key) => `prices.${key}.clientPrice`));
  return checkPublishable(content, now).filter(({ path }) => needed.has(path));
}

/** Everything of one team and type in the period. */
export interface WhatIfCell {
  readonly team: Team;
  readonly type: RequestTypeKey;
  readonly completed: number;
  readonly priced: number;
  /** Final prices as frozen. */
  readonly before: Money;
  /** Final prices by the other list, each discount rounded on its own (M4). */
  readonly after: Money;
}

export interface WhatIfRow {
  readonly requests: number;
  readonly before: Money;
  readonly after: Money;
  /** After less before; may be negative. */
  readonly difference: Money;
}

/** The cells by team, by type and altogether; teams and types without a priced request are left out. */
export function whatIf(cells: readonly WhatIfCell[]): {
  readonly total: WhatIfRow;
  readonly byTeam: readonly (WhatIfRow & { readonly team: Team })[];
  readonly byType: readonly (WhatIfRow & { readonly type: RequestTypeKey })[];
  readonly notPriced: number;
} {
  const rowOf = (some: readonly WhatIfCell[]): WhatIfRow => {
    const before = sumMoney([NO_MONEY, ...some.map((cell) => cell.before)]);
    const after = sumMoney([NO_MONEY, ...some.map((cell) => cell.after)]);
    const requests = some.reduce((sum, { priced }) => sum + priced, 0);
    return { requests, before, after, difference: subtractMoney(after, before) };
  };
  const byTeam = TEAMS.map((team) => ({
    team,
    ...rowOf(cells.filter((cell) => cell.team === team)),
  }));
  const byType = REQUEST_TYPE_KEYS.map((type) => ({
    type,
    ...rowOf(cells.filter((cell) => cell.type === type)),
  }));
  return {
    total: rowOf(cells),
    byTeam: byTeam.filter(({ requests }) => requests > 0),
    byType: byType.filter(({ requests }) => requests > 0),
    notPriced: cells.reduce((sum, { completed, priced }) => sum + completed - priced, 0),
  };
}

import type { ExportQuery } from '../../api/exports.ts';
import { DomainError, type Issue } from '../../errors.ts';
import {
  addDays,
  type CalendarDay,
  type Instant,
  parseCalendarDay,
  startOfDay,
} from '../../kernel/calendar.ts';
import type { Team } from '../../people.ts';
import type { RequestTypeKey } from '../../requests/define.ts';
import { STATUSES, type Status } from '../../requests/request.ts';
import type { ExportFormat, ExportReport } from '../export-choices.ts';

/** What a report holds (D2), as its filters were understood. Empty lists: no such filter. */
export interface ExportPlan {
  readonly type: RequestTypeKey;
  readonly fromDay: CalendarDay;
  readonly toDay: CalendarDay;
  /** Created at this instant or later … */
  readonly from: Instant;
  /** … and before this one. */
  readonly until: Instant;
  readonly statuses: readonly Status[];
  readonly teams: readonly Team[];
  readonly states: readonly string[];
  readonly carriers: readonly string[];
}

const MOST_YEARS = 10;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2999-12-31';

/** Operator and both QA stages, taken as one. */
const IN_PROGRESS_GROUP: readonly Status[] = ['in_progress', 'qa_pending', 'qa_in_progress'];

/**
 * D2.
 * @throws DomainError `validation_failed` naming each filter that cannot be used
 */
export function planExport(query: ExportQuery): ExportPlan {
  const issues: Issue[] = [...misplaced(query)];
  const fromDay = dayOf('from', query.from, issues);
  const toDay = dayOf('to', query.to, issues);
  if (fromDay !== null && toDay !== null) checkPeriod(fromDay, toDay, issues);
  const type = typeOf(query, issues);
  if (issues.length > 0 || type === null || fromDay === null || toDay === null) {
    throw new DomainError('validation_failed', 'Some filters cannot be used.', { issues });
  }
  return {
    type,
    fromDay,
    toDay,
    from: startOfDay(fromDay, 'UTC'),
    until: startOfDay(addDays(toDay, 1), 'UTC'),
    statuses: statusesOf(query.status ?? []),
    teams: query.team ?? [],
    states: query.state ?? [],
    carriers: query.carrier ?? [],
  };
}

function typeOf({ report, type }: ExportQuery, issues: Issue[]): RequestTypeKey | null {
  switch (report) {
    case 'compliance':
      return 'xml_files';
    case 'accounting':
      return 'stripe_disputes';
    case 'revenue_support':
      if (type === undefined) issues.push({ path: 'type', message: 'Choose the type of request' });
      return type ?? null;
  }
}

/** A filter of another report would be passed over in silence. */
function misplaced({ report, type, team, state, carrier }: ExportQuery): readonly Issue[] {
  const given: readonly (readonly [string, unknown, ExportReport, string])[] = [
    ['type', type, 'revenue_support', 'Only the Revenue/Support report is divided by type'],
    ['team', team, 'revenue_support', 'Only the Revenue/Support report is filtered by team'],
    ['state', state, 'compliance', 'Only the Compliance report is filtered by state'],
    ['carrier', carrier, 'compliance', 'Only the Compliance report is filtered by carrier'],
  ];
  return given
    .filter(([, value, of]) => isGiven(value) && of !== report)
    .map(([path, , , message]) => ({ path, message }));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function dayOf(path: 'from' | 'to', text: string, issues: Issue[]): CalendarDay | null {
  const day = parseCalendarDay(text);
  if (day === null) issues.push({ path, message: 'Enter a day like 2026-11-22' });
  else if (day < FIRST_DAY || day > LAST_DAY) {
    issues.push({ path, message: `Enter a day from ${FIRST_DAY} to ${LAST_DAY}` });
    return null;
  }
  return day;
}

function checkPeriod(from: CalendarDay, to: CalendarDay, issues: Issue[]): void {
  if (to < from) {
    issues.push({ path: 'to', message: `Choose ${from} or a later day` });
    return;
  }
  // Compared as text: the day ten years on need not exist.
  const tooLate = `${Number(from.slice(0, 4)) + MOST_YEARS}${from.slice(4)}`;
  if (to >= tooLate) issues.push({ path: 'to', message: `Choose at most ${MOST_YEARS} years` });
}

function statusesOf(chosen: NonNullable<ExportQuery['status']>): readonly Status[] {
  const wanted = new Set(
    chosen.flatMap((status) => (status === 'in_progress_group' ? IN_PROGRESS_GROUP : status)),
  );
  return STATUSES.filter((status) => wanted.has(status));
}

/** D2: the name says which date counts: `user-records_created_2026-10-01_to_2026-10-31_utc.csv`. */
export function exportFileName(
  { type, fromDay, toDay }: Pick<ExportPlan, 'type' | 'fromDay' | 'toDay'>,
  format: ExportFormat,
): string {
  return `${type.replaceAll('_', '-')}_created_${fromDay}_to_${toDay}_utc.${format}`;
}

/** The same for people. */
export function exportBasis({ fromDay, toDay }: Pick<ExportPlan, 'fromDay' | 'toDay'>): string {
  const days = fromDay === toDay ? `on ${fromDay}` : `from ${fromDay} to ${toDay}, both included`;
  return `Created ${days} (UTC), oldest first. Prices are those of the present completion.`;
}

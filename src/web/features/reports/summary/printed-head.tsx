import type { Period } from '../../../../domain/api/reports.ts';
import { instantFromEpochMs } from '../../../../domain/kernel/calendar.ts';
import { TEAM_NAMES } from '../../../../domain/people.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { REPORT_CHOICES, type ReportSearch } from '../../../api/reports.ts';
import { formatDays, formatInstant } from '../../../format.ts';
import { useNowMs } from '../../../ui/now.ts';
import { summaryWords as words } from '../../../words/summary.ts';
import classes from './summary.module.css';

/** On paper only: what the filters above say on the screen. */
export function PrintedHead({ period, search }: { period: Period; search: ReportSearch }) {
  const { from, to, zone } = period;
  const now = instantFromEpochMs(useNowMs());
  const teams = REPORT_CHOICES.team
    .filter((team) => search.team?.split(',').includes(team))
    .map((team) => TEAM_NAMES[team]);
  const types = REPORT_CHOICES.type
    .filter((type) => search.type?.split(',').includes(type))
    .map((type) => requestType(type).name);
  return (
    <div className={classes.onPaper}>
      <p className={classes.printedPeriod}>
        {formatDays(from, to)}, {zone}
      </p>
      <p>
        {words.printedFilters(teams.join(', ') || words.all, types.join(', ') || words.all)}{' '}
        {words.printed(formatInstant(now, zone), zone)}
      </p>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { TEAM_NAMES } from '../../../../domain/people.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { type SummarySearch, summaryQuery, withPeriod } from '../../../api/reports.ts';
import { TEAM_HUES, TYPE_HUES } from '../../../ui/charts/hues.ts';
import { Page } from '../../../ui/page.tsx';
import { ProgressLine } from '../../../ui/progress-line.tsx';
import { summaryWords as words } from '../../../words/summary.ts';
import { ReportError } from '../report-error.tsx';
import { ReportFilters } from '../report-filters.tsx';
import { Breakdown } from './breakdown.tsx';
import { ChangedSince } from './changed-since.tsx';
import { Definitions } from './definitions.tsx';
import { Distribution } from './distribution.tsx';
import { EmptySummary } from './empty-summary.tsx';
import { Headline } from './headline.tsx';
import { Prices } from './prices.tsx';
import { PrintedHead } from './printed-head.tsx';
import { shownType } from './shown-type.ts';
import { SummaryActions } from './summary-actions.tsx';
import { SummarySkeleton } from './summary-skeleton.tsx';
import { Trend } from './trend.tsx';

const route = getRouteApi('/app/reports/summary');

/** D3: what was completed in a period, what it is billed and how long it took. */
export function SummaryPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const answer = useQuery(summaryQuery(search));
  const go = (next: SummarySearch) =>
    void navigate({ to: '/reports/summary', search: next, replace: true, resetScroll: false });
  return (
    <Page
      title={words.title}
      documentTitle={words.title}
      maxWidth={1200}
      actions={<SummaryActions search={search} />}
    >
      <ReportFilters search={search} onChange={go} />
      {answer.isPlaceholderData && <ProgressLine />}
      {answer.data !== undefined ? (
        <Loaded answer={answer.data} search={search} go={go} />
      ) : answer.isError ? (
        <ReportError
          error={answer.error}
          onRetry={() => void answer.refetch()}
          onThisMonth={() => go(withPeriod(search, {}))}
        />
      ) : (
        <SummarySkeleton />
      )}
    </Page>
  );
}

interface LoadedProps {
  readonly answer: SummaryAnswer;
  readonly search: SummarySearch;
  readonly go: (search: SummarySearch) => void;
}

function Loaded({ answer, search, go }: LoadedProps) {
  const { total, byTeam, byType } = answer;
  const type = shownType(search, byType);
  return (
    <>
      <PrintedHead period={answer.period} search={search} />
      <Headline answer={answer} />
      {total.completed === 0 ? (
        <EmptySummary answer={answer} search={search} />
      ) : (
        <>
          <Breakdown
            title={words.byTeam}
            rowName={words.team}
            total={total}
            rows={byTeam.map((row) => ({
              ...row,
              key: row.team,
              name: TEAM_NAMES[row.team],
              hue: TEAM_HUES[row.team],
            }))}
          />
          <Breakdown
            title={words.byType}
            rowName={words.type}
            total={total}
            rows={byType.map((row) => ({
              ...row,
              key: row.type,
              name: requestType(row.type).name,
              hue: TYPE_HUES[row.type],
            }))}
          />
          <Trend answer={answer} onStep={(trend) => go({ ...search, trend })} />
          <Distribution distribution={answer.distribution} />
          <Prices
            answer={answer}
            search={search}
            type={type}
            onType={(points) => go({ ...search, points })}
          />
        </>
      )}
      <ChangedSince answer={answer} />
      <Definitions zone={answer.period.zone} withCosts={total.costs !== undefined} />
    </>
  );
}

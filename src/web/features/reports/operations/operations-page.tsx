import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { OperationsAnswer } from '../../../../domain/api/reports.ts';
import { operationsQuery } from '../../../api/operations.ts';
import { type ReportSearch, withPeriod } from '../../../api/reports.ts';
import { formatDays } from '../../../format.ts';
import { Page } from '../../../ui/page.tsx';
import { ProgressLine } from '../../../ui/progress-line.tsx';
import { operationsWords as words } from '../../../words/operations.ts';
import { ReportError } from '../report-error.tsx';
import { ReportFilters } from '../report-filters.tsx';
import { PrintedHead } from '../summary/printed-head.tsx';
import { ReportBlock } from './block.tsx';
import { Blocked } from './blocked.tsx';
import { Delay } from './delay.tsx';
import classes from './operations.module.css';
import { Queue } from './queue.tsx';
import { Rejections } from './rejections.tsx';
import { Targets } from './targets.tsx';
import { WorkTable } from './work-table.tsx';

const route = getRouteApi('/app/reports/operations');

/** D4: for leadership and admins (P5). Period and filters stand in the address. */
export function OperationsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const report = useQuery(operationsQuery(search));
  const go = (next: ReportSearch) =>
    void navigate({ to: '/reports/operations', search: next, replace: true, resetScroll: false });
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead}>
      <ReportFilters search={search} onChange={go} />
      {report.isPlaceholderData && <ProgressLine />}
      {report.data !== undefined ? (
        <Report report={report.data} search={search} />
      ) : report.isError ? (
        <ReportError
          error={report.error}
          onRetry={() => void report.refetch()}
          onThisMonth={() => go(withPeriod(search, {}))}
        />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Report({ report, search }: { report: OperationsAnswer; search: ReportSearch }) {
  const days = formatDays(report.period.from, report.period.to);
  const isNarrowed = search.team !== undefined || search.type !== undefined;
  return (
    <div>
      <PrintedHead period={report.period} search={search} />
      <ReportBlock title={words.queueTitle} lead={words.queueLead}>
        <Queue queue={report.queue} search={search} />
      </ReportBlock>
      <ReportBlock title={words.delayTitle} lead={words.delayLead}>
        <Delay delay={report.delay} />
      </ReportBlock>
      <div className={classes.pair}>
        <ReportBlock title={words.operatorsTitle} lead={words.operatorsLead}>
          {isNarrowed && <p className={classes.unfiltered}>{words.workOfAll}</p>}
          <WorkTable
            name={words.operatorsTitle}
            medianName={words.medianOperate}
            work={report.operators}
          />
        </ReportBlock>
        <ReportBlock title={words.qaTitle} lead={words.qaLead}>
          {isNarrowed && <p className={classes.unfiltered}>{words.workOfAll}</p>}
          <WorkTable name={words.qaTitle} medianName={words.medianQa} work={report.qaAgents} />
        </ReportBlock>
      </div>
      <div className={classes.pair}>
        <ReportBlock title={words.blockedTitle} lead={words.blockedLead}>
          <Blocked blocked={report.blocked} />
        </ReportBlock>
        <div>
          <ReportBlock title={words.rejectionsTitle} lead={words.rejectionsLead}>
            <Rejections rejections={report.rejections} />
          </ReportBlock>
          <ReportBlock title={words.targetsTitle} lead={words.targetsLead}>
            <Targets targets={report.targets} overTarget={report.overTarget} />
          </ReportBlock>
        </div>
      </div>
      <section className={classes.block}>
        <h2 className={classes.title}>{words.definitionsTitle}</h2>
        <dl className={classes.definitions}>
          {words.definitions(days, report.period.zone).map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** The first two blocks at about their height: what is below the fold may come as it likes. */
function Loading() {
  return (
    <div aria-busy="true">
      <ReportBlock title={words.queueTitle} lead={words.queueLead}>
        <Skeleton height={332} radius={6} />
      </ReportBlock>
      <ReportBlock title={words.delayTitle} lead={words.delayLead}>
        <Skeleton height={480} radius={6} />
      </ReportBlock>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { dayIn, instantFromEpochMs } from '../../../../domain/kernel/calendar.ts';
import type { CompleteSearch, ExportSearch } from '../../../api/export-search.ts';
import { previewQuery } from '../../../api/exports.ts';
import { readyPeriod } from '../../../api/report-periods.ts';
import { useNowMs } from '../../../ui/now.ts';
import { Page } from '../../../ui/page.tsx';
import { ProgressLine } from '../../../ui/progress-line.tsx';
import { exportsWords as words } from '../../../words/exports.ts';
import { ReportError } from '../report-error.tsx';
import { ExportFilters } from './export-filters.tsx';
import classes from './exports.module.css';
import { Jobs } from './jobs.tsx';
import { Preview, PreviewSkeleton } from './preview.tsx';
import { ReportChoice } from './report-choice.tsx';
import { SaveBar } from './save-bar.tsx';

const route = getRouteApi('/app/reports/exports');

/** D2: for leadership and admins (P5). What is chosen stands in the address. */
export function ExportsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const complete = useComplete(search);
  const preview = useQuery(previewQuery(complete));
  const set = (next: ExportSearch) =>
    void navigate({ to: '/reports/exports', search: next, replace: true });
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead}>
      <ReportChoice search={search} onChange={set} />
      <div className={classes.filters}>
        <ExportFilters search={search} onChange={set} />
      </div>
      <p className={classes.note}>{words.daysHelp}</p>
      <section className={classes.block} aria-label={words.previewTitle}>
        <SaveBar
          search={complete}
          preview={preview.isPlaceholderData ? undefined : preview.data}
          onChange={(next) => set(withDaysOf(search, next))}
        />
        {preview.isPlaceholderData && <ProgressLine />}
        {preview.data !== undefined ? (
          <Preview preview={preview.data} />
        ) : preview.isError ? (
          <ReportError
            error={preview.error}
            title={words.refusedTitle}
            onRetry={() => void preview.refetch()}
            onThisMonth={() => set(withoutDays(search))}
          />
        ) : (
          <PreviewSkeleton />
        )}
      </section>
      <Jobs />
    </Page>
  );
}

/** With the days of this month so far in UTC where the address names none. */
function useComplete(search: ExportSearch): CompleteSearch {
  const today = dayIn('UTC', instantFromEpochMs(useNowMs()));
  const { from, to } = readyPeriod('thisMonth', today);
  return { ...search, from: search.from ?? from, to: search.to ?? to };
}

/** The days that were filled in stay out of the address: tomorrow they are others. */
function withDaysOf(search: ExportSearch, complete: ExportSearch): ExportSearch {
  const { from, to } = search;
  const next = withoutDays(complete);
  return from === undefined || to === undefined ? next : { ...next, from, to };
}

function withoutDays({ from: _from, to: _to, ...rest }: ExportSearch): ExportSearch {
  return rest;
}

import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Page } from '../../../ui/page.tsx';
import { reportsWords as words } from '../../../words/reports.ts';
import { ReportFilters } from '../report-filters.tsx';

const route = getRouteApi('/app/reports/summary');

/** D3. */
export function SummaryPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page title={words.summary} documentTitle={words.summary}>
      <ReportFilters
        search={search}
        onChange={(next) => void navigate({ to: '/reports/summary', search: next, replace: true })}
      />
    </Page>
  );
}

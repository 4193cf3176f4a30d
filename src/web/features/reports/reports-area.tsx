import { canSeeReports } from '../../../domain/permissions.ts';
import { useMe } from '../../api/queries.ts';
import { Area } from '../../ui/area.tsx';
import { NotFound } from '../../ui/states.tsx';
import { reportsWords as words } from '../../words/reports.ts';

const PAGES = [
  { to: '/reports/summary', label: words.summary },
  { to: '/reports/operations', label: words.operations },
  { to: '/reports/exports', label: words.exports },
] as const;

/** P5: leadership and admins; for everybody else there is nothing here. */
export function ReportsArea() {
  if (!canSeeReports(useMe())) return <NotFound />;
  return <Area name={words.navigation} pages={PAGES} />;
}

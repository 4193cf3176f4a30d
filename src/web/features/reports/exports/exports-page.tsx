import { Page } from '../../../ui/page.tsx';
import { reportsWords as words } from '../../../words/reports.ts';

export function ExportsPage() {
  return (
    <Page title={words.exports} documentTitle={words.exports}>
      {null}
    </Page>
  );
}

import { Page } from '../../../ui/page.tsx';
import { reportsWords as words } from '../../../words/reports.ts';

export function OperationsPage() {
  return (
    <Page title={words.operations} documentTitle={words.operations}>
      {null}
    </Page>
  );
}

import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { adminRequestsWords as words } from '../../../words/bulk.ts';
import { CorrectOne } from './correct-one.tsx';
import { PastedBulk } from './pasted-bulk.tsx';

/** Section 10: what an admin does to requests without looking for each in the list. */
export function AdminRequestsPage() {
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead} maxWidth={1040}>
      <Section title={words.bulkTitle} lead={words.bulkLead}>
        <PastedBulk />
      </Section>
      <Section title={words.correctTitle} lead={words.correctLead}>
        <CorrectOne />
      </Section>
    </Page>
  );
}

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SettingsView } from '../../../../domain/api/settings.ts';
import { settingsQuery } from '../../../api/settings.ts';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { UnsavedGuard } from '../../../ui/settings/unsaved.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { platformWords as words } from '../../../words/platform-settings.ts';
import { CompanyForm } from './company-form.tsx';
import { EnvironmentFacts } from './environment-facts.tsx';
import { FilesForm } from './files-form.tsx';
import { LogoField } from './logo-field.tsx';
import { RegistrationForm } from './registration-form.tsx';
import { TargetsField } from './targets-field.tsx';
import { WorkForm } from './work-form.tsx';

/** Section 10: what admins decide for the whole platform. */
export function SettingsPage() {
  const settings = useQuery(settingsQuery);
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead} maxWidth={1040}>
      {settings.data !== undefined ? (
        <Loaded settings={settings.data} />
      ) : settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Loaded({ settings }: { settings: SettingsView }) {
  return (
    <UnsavedGuard>
      <Section title={words.companyTitle} lead={words.companyLead}>
        <CompanyForm settings={settings} />
        <LogoField logoUrl={settings.logoUrl} />
      </Section>
      <Section title={words.registrationTitle} lead={words.registrationLead}>
        <RegistrationForm settings={settings} />
      </Section>
      <Section title={words.workTitle} lead={words.workLead}>
        <WorkForm settings={settings} />
        <TargetsField />
      </Section>
      <Section title={words.filesTitle} lead={words.filesLead}>
        <FilesForm settings={settings} />
      </Section>
      <Section title={words.notificationsTitle} lead={words.notificationsLead}>
        <p>
          <Link to="/admin/notifications">{words.notificationsGo}</Link>
        </p>
      </Section>
      <Section title={words.environmentTitle} lead={words.environmentLead}>
        <EnvironmentFacts environment={settings.environment} />
      </Section>
    </UnsavedGuard>
  );
}

/** The same sections at about the same height, so that nothing jumps. */
function Loading() {
  return (
    <div aria-busy="true">
      {[
        { title: words.companyTitle, lead: words.companyLead, height: 480 },
        { title: words.registrationTitle, lead: words.registrationLead, height: 190 },
        { title: words.workTitle, lead: words.workLead, height: 520 },
        { title: words.filesTitle, lead: words.filesLead, height: 110 },
      ].map(({ title, lead, height }) => (
        <Section key={title} title={title} lead={lead}>
          <Skeleton height={height} radius={6} />
        </Section>
      ))}
    </div>
  );
}

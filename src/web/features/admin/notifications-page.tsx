import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { NotificationAdmin } from '../../../domain/api/notifications.ts';
import { notificationAdminQuery } from '../../api/notifications.ts';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { UnsavedGuard } from '../../ui/settings/unsaved.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { notificationsWords as words } from '../../words/admin.ts';
import classes from './admin.module.css';
import { ChannelCard } from './channel-card.tsx';
import { SettingsForm } from './settings-form.tsx';
import { ToggleTable } from './toggle-table.tsx';

/** Section 8: channels, destinations and what is told where. */
export function NotificationsPage() {
  const admin = useQuery(notificationAdminQuery);
  return (
    <Page title={words.title} documentTitle={words.title} lead={words.lead} maxWidth={1040}>
      {admin.data !== undefined ? (
        <Loaded admin={admin.data} />
      ) : admin.isError ? (
        <ErrorState error={admin.error} onRetry={() => void admin.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Loaded({ admin }: { admin: NotificationAdmin }) {
  return (
    <UnsavedGuard>
      <Section title={words.channelsTitle} lead={words.channelsLead}>
        <ul className={classes.cards}>
          {admin.channels.map((status) => (
            <li key={status.channel} className={classes.card}>
              <ChannelCard status={status} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={words.destinationsTitle} lead={words.destinationsLead}>
        <SettingsForm settings={admin.settings} defaults={admin.defaults} />
      </Section>
      <Section title={words.togglesTitle} lead={words.togglesLead}>
        <ToggleTable toggles={admin.toggles} />
      </Section>
    </UnsavedGuard>
  );
}

/** The same sections at about the same height, so that nothing jumps. */
function Loading() {
  return (
    <div aria-busy="true">
      {[
        { title: words.channelsTitle, lead: words.channelsLead, ghost: classes.ghostCards },
        { title: words.destinationsTitle, lead: words.destinationsLead, ghost: classes.ghostForm },
        { title: words.togglesTitle, lead: words.togglesLead, ghost: classes.ghostTable },
      ].map(({ title, lead, ghost }) => (
        <Section key={title} title={title} lead={lead}>
          <Skeleton className={ghost ?? ''} radius={6} />
        </Section>
      ))}
    </div>
  );
}

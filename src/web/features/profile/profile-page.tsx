import { ROLE_NAMES, TEAM_NAMES } from '../../../domain/people.ts';
import { useMe } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { UnsavedGuard } from '../../ui/settings/unsaved.tsx';
import { profileWords as words } from '../../words/profile.ts';
import { EmailSection } from './email-section.tsx';
import { NameSection } from './name-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PasswordSection } from './password-section.tsx';
import classes from './profile.module.css';
import { SessionsSection } from './sessions-section.tsx';
import { SlackSection } from './slack-section.tsx';
import { TelegramSection } from './telegram-section.tsx';
import { TimezoneSection } from './timezone-section.tsx';

/** Section 1: what a person may change about themself; each section is saved on its own. */
export function ProfilePage() {
  const me = useMe();
  const noTeams = me.roles.length === 0 ? words.noTeams : words.noTeamsWithRole;
  return (
    <Page title={words.title} documentTitle={words.title} maxWidth={760}>
      <UnsavedGuard>
        <NameSection me={me} />
        <EmailSection me={me} />
        <Section title={words.accessTitle} lead={words.accessNote}>
          <dl className={classes.facts}>
            <dt>{words.roles}</dt>
            <dd>{me.roles.map((role) => ROLE_NAMES[role]).join(', ') || words.noRoles}</dd>
            <dt>{words.teams}</dt>
            <dd>{me.teams.map((team) => TEAM_NAMES[team]).join(', ') || noTeams}</dd>
          </dl>
        </Section>
        <TimezoneSection me={me} />
        <SlackSection me={me} />
        <TelegramSection />
        <NotificationsSection />
        <PasswordSection me={me} />
        <SessionsSection />
      </UnsavedGuard>
    </Page>
  );
}

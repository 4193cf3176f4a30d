import { Textarea } from '@mantine/core';
import type { SettingsView } from '../../../../domain/api/settings.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import { BELOW, SectionForm } from './section-form.tsx';
import classes from './settings-page.module.css';
import { useSection } from './use-section.ts';

/** Section 1: by invitation, or also by an address of these domains. */
export function RegistrationForm({ settings }: { settings: SettingsView }) {
  const form = useSection(
    { registrationDomains: settings.registrationDomains.join('\n') },
    (changed) => changed,
  );
  return (
    <SectionForm {...form}>
      <Textarea
        {...BELOW}
        label={words.registrationDomains}
        description={words.registrationDomainsHelp}
        placeholder="example.com"
        name="registrationDomains"
        rows={3}
        resize="vertical"
        value={form.values.registrationDomains}
        error={form.errors.registrationDomains}
        onChange={(event) => form.set('registrationDomains', event.currentTarget.value)}
      />
      <p className={classes.explains}>{words.registrationExplains}</p>
      {!settings.environment.canMail && <p className={classes.warns}>{words.registrationNoMail}</p>}
    </SectionForm>
  );
}

import { Switch, TextInput } from '@mantine/core';
import type { SettingsBody, SettingsView } from '../../../../domain/api/settings.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import { BELOW, SectionForm } from './section-form.tsx';
import classes from './settings-page.module.css';
import { useSection } from './use-section.ts';

/** P6 and L12. */
export function WorkForm({ settings }: { settings: SettingsView }) {
  const form = useSection(
    {
      fourEyesQa: settings.fourEyesQa,
      rejectWindowDays: String(settings.rejectWindowDays),
    },
    ({ fourEyesQa, rejectWindowDays }): SettingsBody => ({
      ...(fourEyesQa === undefined ? {} : { fourEyesQa }),
      ...(rejectWindowDays === undefined ? {} : { rejectWindowDays: numberIn(rejectWindowDays) }),
    }),
  );
  return (
    <SectionForm {...form}>
      <Switch
        label={words.fourEyesQa}
        description={words.fourEyesQaHelp}
        withThumbIndicator={false}
        classNames={{ description: classes.switchHelp ?? '' }}
        checked={form.values.fourEyesQa}
        onChange={(event) => form.set('fourEyesQa', event.currentTarget.checked)}
      />
      <TextInput
        {...BELOW}
        classNames={{ wrapper: classes.short ?? '' }}
        label={words.rejectWindowDays}
        description={words.rejectWindowDaysHelp}
        name="rejectWindowDays"
        inputMode="numeric"
        maxLength={6}
        value={form.values.rejectWindowDays}
        error={form.errors.rejectWindowDays}
        onChange={(event) => form.set('rejectWindowDays', event.currentTarget.value)}
      />
    </SectionForm>
  );
}

/** Of an empty text no number either: the server says what to enter. */
function numberIn(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

import { TextInput } from '@mantine/core';
import type { SettingsView } from '../../../../domain/api/settings.ts';
import { formatFileSize } from '../../../format.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import { BELOW, SectionForm } from './section-form.tsx';
import classes from './settings-page.module.css';
import { bytesIn, megabytesOf } from './upload-size.ts';
import { useSection } from './use-section.ts';

/** F1, within what the environment allows. */
export function FilesForm({ settings }: { settings: SettingsView }) {
  const form = useSection(
    { maxUploadBytes: megabytesOf(settings.maxUploadBytes) },
    ({ maxUploadBytes }) =>
      maxUploadBytes === undefined ? {} : { maxUploadBytes: bytesIn(maxUploadBytes) },
  );
  return (
    <SectionForm {...form}>
      <TextInput
        {...BELOW}
        classNames={{ wrapper: classes.short ?? '' }}
        label={words.maxUpload}
        description={words.maxUploadHelp(formatFileSize(settings.environment.mostUploadBytes))}
        name="maxUploadBytes"
        inputMode="decimal"
        maxLength={10}
        value={form.values.maxUploadBytes}
        error={form.errors.maxUploadBytes}
        onChange={(event) => form.set('maxUploadBytes', event.currentTarget.value)}
      />
    </SectionForm>
  );
}

import { Button, TextInput } from '@mantine/core';
import type { SettingsView } from '../../../../domain/api/settings.ts';
import { parseColour } from '../../../../domain/kernel/colour.ts';
import { common } from '../../../words/common.ts';
import { platformWords as words } from '../../../words/platform-settings.ts';
import { BELOW, SectionForm } from './section-form.tsx';
import classes from './settings-page.module.css';
import { OWN_ACCENT, ThemePreview } from './theme-preview.tsx';
import { useSection } from './use-section.ts';

/** Name and colour, with what the colour becomes in light and dark. */
export function CompanyForm({ settings }: { settings: SettingsView }) {
  const form = useSection(
    {
      companyName: settings.companyName ?? '',
      accentColour: settings.accentColour ?? '',
    },
    (changed) => changed,
  );
  const { companyName, accentColour } = form.values;
  const colour = parseColour(accentColour);
  return (
    <SectionForm {...form}>
      <TextInput
        {...BELOW}
        label={words.companyName}
        description={words.companyNameHelp}
        placeholder={common.product}
        name="companyName"
        maxLength={200}
        value={companyName}
        error={form.errors.companyName}
        onChange={(event) => form.set('companyName', event.currentTarget.value)}
      />
      <div>
        <div className={classes.colour}>
          <TextInput
            {...BELOW}
            className={classes.hex ?? ''}
            label={words.accentColour}
            description={words.accentColourHelp}
            placeholder={OWN_ACCENT}
            name="accentColour"
            maxLength={20}
            leftSection={
              <input
                type="color"
                className={classes.picker}
                aria-label={words.accentPick}
                value={colour ?? OWN_ACCENT}
                onChange={(event) => form.set('accentColour', event.currentTarget.value)}
              />
            }
            value={accentColour}
            error={form.errors.accentColour}
            onChange={(event) => form.set('accentColour', event.currentTarget.value)}
          />
          {accentColour !== '' && (
            <Button
              variant="subtle"
              color="gray"
              className={classes.own ?? ''}
              onClick={() => form.set('accentColour', '')}
            >
              {words.ownColour}
            </Button>
          )}
        </div>
        <ThemePreview
          colour={colour}
          name={companyName.trim() === '' ? common.product : companyName.trim()}
          logoUrl={settings.logoUrl}
        />
      </div>
    </SectionForm>
  );
}

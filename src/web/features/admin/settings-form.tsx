import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type {
  NotificationAdmin,
  NotificationSettingsView,
} from '../../../domain/api/notifications.ts';
import { SaveFoot } from '../../ui/settings/save-foot.tsx';
import { ZoneSelect } from '../../ui/settings/zone-select.tsx';
import { notificationsWords as words } from '../../words/admin.ts';
import classes from './admin.module.css';
import { type SettingField, useSettings } from './use-settings.ts';

/** Where shared messages go; the server checks them and says at each field what is wrong. */
export function SettingsForm({
  settings,
  defaults,
}: {
  settings: NotificationSettingsView;
  defaults: NotificationAdmin['defaults'];
}) {
  const form = useSettings(settings);
  const element = useRef<HTMLFormElement>(null);
  // On a phone the first wrong field may be off the screen.
  useEffect(() => {
    if (form.refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [form.refusals]);
  const field = (name: SettingField) => ({
    label: words[name],
    description: words[`${name}Help`],
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input')[],
    name,
    autoComplete: 'off',
    spellCheck: false,
    value: form.values[name],
    error: form.errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      form.set(name, event.currentTarget.value),
  });
  /** What an empty field means where the environment names a destination. */
  const fallback = (name: 'slackChannel' | 'telegramChat') => {
    const value = defaults[name];
    if (value === null || form.values[name].trim() !== '') return {};
    return {
      placeholder: value,
      description: `${words[`${name}Help`]} ${words.fromEnvironment(value)}`,
    };
  };
  return (
    <form
      ref={element}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      <TextInput {...field('operationsMailbox')} type="email" inputMode="email" />
      <Textarea {...field('approverAddresses')} rows={3} resize="vertical" />
      <div className={classes.pair}>
        <TextInput {...field('slackChannel')} {...fallback('slackChannel')} />
        <TextInput {...field('telegramChat')} {...fallback('telegramChat')} />
      </div>
      <ZoneSelect
        label={words.operationsTimezone}
        help={words.operationsTimezoneHelp}
        value={form.values.operationsTimezone}
        stored={settings.operationsTimezone}
        error={form.errors.operationsTimezone}
        onChange={(zone) => form.set('operationsTimezone', zone)}
      />
      <SaveFoot {...form} />
    </form>
  );
}

import type {
  NotificationSettingsBody,
  NotificationSettingsView,
} from '../../../domain/api/notifications.ts';

export type SettingField = keyof NotificationSettingsView;
export type SettingFields = Readonly<Record<SettingField, string>>;

/** The settings as text fields show them. */
export function fieldsOf(settings: NotificationSettingsView): SettingFields {
  return {
    operationsMailbox: settings.operationsMailbox ?? '',
    approverAddresses: settings.approverAddresses.join('\n'),
    slackChannel: settings.slackChannel ?? '',
    telegramChat: settings.telegramChat ?? '',
    operationsTimezone: settings.operationsTimezone,
  };
}

/** What differs from what is stored, as the endpoint takes it; everything when nothing is given. */
export function changesOf(
  stored: NotificationSettingsView | null,
  fields: SettingFields,
): NotificationSettingsBody {
  const before = stored === null ? null : fieldsOf(stored);
  const isChanged = (field: SettingField) => before === null || before[field] !== fields[field];
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    ...(isChanged('operationsMailbox')
      ? { operationsMailbox: orNull(fields.operationsMailbox) }
      : {}),
    ...(isChanged('approverAddresses') ? { approverAddresses: fields.approverAddresses } : {}),
    ...(isChanged('slackChannel') ? { slackChannel: orNull(fields.slackChannel) } : {}),
    ...(isChanged('telegramChat') ? { telegramChat: orNull(fields.telegramChat) } : {}),
    ...(isChanged('operationsTimezone') ? { operationsTimezone: fields.operationsTimezone } : {}),
  };
}

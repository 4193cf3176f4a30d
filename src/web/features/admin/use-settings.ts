import { useState } from 'react';
import type {
  NotificationSettingsBody,
  NotificationSettingsView,
} from '../../../domain/api/notifications.ts';
import { useSaveNotificationSettings } from '../../api/notifications.ts';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { useUnsaved } from '../../ui/settings/unsaved.tsx';
import { changesOf, fieldsOf, type SettingField, type SettingFields } from './settings-fields.ts';

export type { SettingField } from './settings-fields.ts';

/** The settings as typed over what is stored: what changes elsewhere shows where nobody typed. */
export function useSettings(stored: NotificationSettingsView) {
  const [typed, setTyped] = useState<Partial<SettingFields>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusals, setRefusals] = useState(0);
  const saving = useSaveNotificationSettings();
  const values: SettingFields = { ...fieldsOf(stored), ...typed };
  const changes: NotificationSettingsBody = changesOf(stored, values);
  const isDirty = Object.keys(changes).length > 0;
  useUnsaved(isDirty);
  return {
    values,
    errors,
    /** Grows with each save that was refused, once its errors stand. */
    refusals,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isDirty,
    /** What failed without belonging to one of the fields. */
    failure: saving.isError && Object.keys(errors).length === 0 ? saving.error : null,
    set: (field: SettingField, value: string) => {
      setTyped((before) => ({ ...before, [field]: value }));
      setErrors(({ [field]: _mended, ...others }) => others);
    },
    /** Unchanged ones are sent too: a saved setting switches its channel on again (N2). */
    save: () => {
      setErrors({});
      const body = isDirty ? changes : changesOf(null, values);
      saving.mutate(body, {
        onSuccess: () => setTyped({}),
        onError: (error) => {
          setErrors(byField(issuesOf(error)));
          setRefusals((before) => before + 1);
        },
      });
    },
  };
}

/** An issue about one of several addresses belongs to their field. */
function byField(issues: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(issues).map(([path, message]) => [path.split('.')[0] ?? path, message]),
  );
}

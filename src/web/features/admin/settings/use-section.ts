import { useState } from 'react';
import type { SettingsBody } from '../../../../domain/api/settings.ts';
import { useSaveSettings } from '../../../api/settings.ts';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { useUnsaved } from '../../../ui/settings/unsaved.tsx';

type Fields = Readonly<Record<string, string | boolean>>;

/**
 * One section of the page as typed over what is stored: what changes elsewhere shows where nobody
 * typed. Fields are named as the endpoint names them, so that its issues find them.
 * @param bodyOf the given fields as the endpoint takes them
 */
export function useSection<F extends Fields>(
  stored: F,
  bodyOf: (changed: Partial<F>) => SettingsBody,
) {
  const [typed, setTyped] = useState<Partial<F>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusals, setRefusals] = useState(0);
  const saving = useSaveSettings();
  const changed = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => value !== stored[name]),
  ) as Partial<F>;
  const isDirty = Object.keys(changed).length > 0;
  useUnsaved(isDirty);
  return {
    values: { ...stored, ...typed } as F,
    errors,
    /** Grows with each save that was refused, once its errors stand. */
    refusals,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isDirty,
    /** What failed without belonging to one of the fields. */
    failure: saving.isError && Object.keys(errors).length === 0 ? saving.error : null,
    set: <K extends keyof F & string>(name: K, value: F[K]) => {
      setTyped((before) => ({ ...before, [name]: value }));
      setErrors(({ [name]: _mended, ...others }) => others);
    },
    save: () => {
      setErrors({});
      saving.mutate(bodyOf(changed), {
        onSuccess: () => setTyped({}),
        onError: (error) => {
          setErrors(issuesOf(error));
          setRefusals((before) => before + 1);
        },
      });
    },
  };
}

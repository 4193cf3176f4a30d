import { useState } from 'react';
import type { UserBody, UserDetail } from '../../../../domain/api/users.ts';
import type { Issue } from '../../../../domain/errors.ts';
import { useSaveUser } from '../../../api/users.ts';
import { useFirstWrong } from '../../../ui/settings/first-wrong.ts';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { useUnsaved } from '../../../ui/settings/unsaved.tsx';

/**
 * One section of an account as typed over what is stored: what changes elsewhere shows where nobody
 * typed. `changesOf` says what to send, `check` what is wrong before anything is sent.
 */
export function useUserForm<Values extends object>(
  user: UserDetail,
  stored: Values,
  changesOf: (values: Values) => UserBody,
  check: (changes: UserBody) => readonly Issue[] = () => [],
) {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const saving = useSaveUser(user.id);
  const wrong = useFirstWrong();
  const values: Values = { ...stored, ...typed };
  const changes = changesOf(values);
  const isDirty = Object.keys(changes).length > 0;
  useUnsaved(isDirty);
  return {
    ref: wrong.ref,
    values,
    errors,
    isDirty,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isDirty,
    /** What failed without belonging to one of the fields. */
    failure: saving.isError && Object.keys(errors).length === 0 ? saving.error : null,
    set: <K extends keyof Values & string>(field: K, value: Values[K]) => {
      setTyped((before) => ({ ...before, [field]: value }));
      setErrors(({ [field]: _mended, ...others }) => others);
    },
    save: () => {
      const found = Object.fromEntries(check(changes).map(({ path, message }) => [path, message]));
      setErrors(found);
      if (Object.keys(found).length > 0) return wrong.refuse();
      saving.mutate(changes, {
        onSuccess: () => setTyped({}),
        onError: (error) => {
          setErrors(issuesOf(error));
          wrong.refuse();
        },
      });
    },
  };
}

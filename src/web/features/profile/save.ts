import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me, Session } from '../../../domain/api/people.ts';
import { checkProfile, type ProfileChange } from '../../../domain/profile.ts';
import { saveProfile } from '../../api/commands.ts';
import { keys } from '../../api/queries.ts';
import { issuesOf } from '../../ui/settings/issues-of.ts';
import { useUnsaved } from '../../ui/settings/unsaved.tsx';

/** One section of the profile: its fields, the same check as the server's, and what the server said. */
export function useProfileSection<K extends keyof ProfileChange & keyof Me>(
  me: Me,
  fields: readonly K[],
) {
  const stored = Object.fromEntries(fields.map((field) => [field, me[field] ?? ''])) as Record<
    K,
    string
  >;
  const [values, setValues] = useState(stored);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: (change: ProfileChange) => saveProfile(withoutUndefined(change)),
    onSuccess: (fresh) => {
      client.setQueryData<Session>(keys.session, (before) => before && { ...before, me: fresh });
      setValues(
        Object.fromEntries(fields.map((field) => [field, fresh[field] ?? ''])) as Record<K, string>,
      );
    },
    onError: (error) => setErrors(issuesOf(error)),
  });
  const isDirty = fields.some((field) => values[field] !== stored[field]);
  useUnsaved(isDirty);

  return {
    values,
    errors,
    isDirty,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isDirty,
    /** What failed without belonging to one of the fields. */
    failure: saving.isError && Object.keys(errors).length === 0 ? saving.error : null,
    set: (field: K, value: string) => {
      setValues((before) => ({ ...before, [field]: value }));
      setErrors(({ [field]: _mended, ...others }) => others);
    },
    save: () => {
      const change: ProfileChange = values;
      const { issues } = checkProfile(change);
      const found = Object.fromEntries(issues.map(({ path, message }) => [path, message]));
      setErrors(found);
      const isRight = issues.length === 0;
      if (isRight) saving.mutate(change);
      return isRight;
    },
  };
}

function withoutUndefined(change: ProfileChange): Parameters<typeof saveProfile>[0] {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

import { TextInput } from '@mantine/core';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { checkProfile } from '../../../../domain/profile.ts';
import { SaveFoot } from '../../../ui/settings/save-foot.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { ZoneSelect } from '../../../ui/settings/zone-select.tsx';
import { profileWords } from '../../../words/profile.ts';
import { userWords as words } from '../../../words/users.ts';
import { useUserForm } from './use-user-form.ts';
import classes from './user.module.css';
import { type ProfileFields, profileChanges, profileFieldsOf } from './user-changes.ts';

export function ProfileSection({ user }: { user: UserDetail }) {
  const form = useUserForm(
    user,
    profileFieldsOf(user),
    (fields: ProfileFields) => profileChanges(user, fields),
    // Whether an email is one, and free, the server says.
    ({ username, firstName, lastName, timezone, slackMemberId }) =>
      checkProfile({ username, firstName, lastName, timezone, slackMemberId }).issues,
  );
  const field = (name: Exclude<keyof ProfileFields, 'timezone'>, label: string) => ({
    label,
    name,
    autoComplete: 'off',
    spellCheck: false,
    value: form.values[name],
    error: form.errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      form.set(name, event.currentTarget.value),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input')[],
  });
  return (
    <Section title={words.profileTitle} lead={words.profileLead}>
      <form
        ref={form.ref}
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        <div className={classes.pair}>
          <TextInput {...field('firstName', profileWords.firstName)} />
          <TextInput {...field('lastName', profileWords.lastName)} />
        </div>
        <div className={classes.pair}>
          <TextInput
            {...field('email', profileWords.emailTitle)}
            type="email"
            inputMode="email"
            description={words.emailHelp}
          />
          <TextInput {...field('username', profileWords.username)} />
        </div>
        <ZoneSelect
          label={words.timezone}
          help={words.timezoneHelp}
          value={form.values.timezone}
          stored={user.timezone}
          error={form.errors.timezone}
          onChange={(zone) => form.set('timezone', zone)}
        />
        <div className={classes.pair}>
          <TextInput {...field('slackMemberId', words.slack)} description={words.slackHelp} />
          <div>
            <p className={classes.label}>{words.telegram}</p>
            <p className={classes.still}>
              {user.hasTelegram ? words.telegramLinked : words.telegramNotLinked}
            </p>
          </div>
        </div>
        <SaveFoot isSaving={form.isSaving} isSaved={form.isSaved} failure={form.failure} />
      </form>
    </Section>
  );
}

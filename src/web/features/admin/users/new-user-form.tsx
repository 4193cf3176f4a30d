import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NewUserAnswer } from '../../../../domain/api/users.ts';
import type { Role, Team } from '../../../../domain/people.ts';
import { checkProfile } from '../../../../domain/profile.ts';
import { useSite } from '../../../api/settings.ts';
import { useCreateUser } from '../../../api/users.ts';
import { ExplainedCheckbox } from '../../../ui/explained-checkbox.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { useFirstWrong } from '../../../ui/settings/first-wrong.ts';
import { issuesOf } from '../../../ui/settings/issues-of.ts';
import { common } from '../../../words/common.ts';
import { newUserWords as words } from '../../../words/users.ts';
import { AccessFields } from './access-fields.tsx';
import classes from './user.module.css';

const NOTHING = { email: '', firstName: '', lastName: '', username: '' };
type Field = keyof typeof NOTHING;

interface NewUserFormProps {
  readonly onCreated: (answer: NewUserAnswer) => void;
  readonly onCancel: () => void;
}

export function NewUserForm({ onCreated, onCancel }: NewUserFormProps) {
  const [values, setValues] = useState(NOTHING);
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [teams, setTeams] = useState<readonly Team[]>([]);
  const [isInvited, setInvited] = useState(true);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const canMail = useSite()?.canMail ?? true;
  const creating = useCreateUser();
  const wrong = useFirstWrong();

  const field = (name: Field) => ({
    label: words[name],
    name,
    autoComplete: 'off',
    spellCheck: false,
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
      setErrors(({ [name]: _mended, ...others }) => others);
    },
  });

  function submit() {
    const { email, firstName, lastName } = values;
    const username = values.username.trim() === '' ? undefined : values.username;
    const { issues } = checkProfile({ firstName, lastName, username });
    const found = Object.fromEntries(issues.map(({ path, message }) => [path, message]));
    if (email.trim() === '') found.email = words.emailMissing;
    setErrors(found);
    if (Object.keys(found).length > 0) return wrong.refuse();
    creating.mutate(
      {
        email: email.trim(),
        firstName,
        lastName,
        ...(username === undefined ? {} : { username }),
        timezone: 'UTC',
        roles: [...roles],
        teams: [...teams],
        isInvited,
      },
      {
        onSuccess: onCreated,
        onError: (error) => {
          setErrors(issuesOf(error));
          wrong.refuse();
        },
      },
    );
  }

  return (
    <form
      ref={wrong.ref}
      className={classes.fields}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!creating.isPending) submit();
      }}
    >
      <TextInput {...field('email')} type="email" inputMode="email" data-autofocus />
      <div className={classes.pair}>
        <TextInput {...field('firstName')} />
        <TextInput {...field('lastName')} />
      </div>
      <TextInput
        {...field('username')}
        description={words.usernameHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <AccessFields
        roles={roles}
        teams={teams}
        errors={errors}
        onRoles={setRoles}
        onTeams={setTeams}
      />
      <ExplainedCheckbox
        label={canMail ? words.invite : words.inviteLink}
        explains={canMail ? words.inviteHelp : words.inviteLinkHelp}
        checked={isInvited}
        onChange={setInvited}
      />
      <div className={classes.dialogFoot}>
        <p role="alert" className={classes.failed}>
          {creating.isError && Object.keys(errors).length === 0 && failureText(creating.error)}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onCancel}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {words.submit}
          </Button>
        </div>
      </div>
    </form>
  );
}

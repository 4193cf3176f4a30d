import { TextInput } from '@mantine/core';
import type { Me } from '../../../domain/api/people.ts';
import { SaveFoot } from '../../ui/settings/save-foot.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';
import { useProfileSection } from './save.ts';

export function NameSection({ me }: { me: Me }) {
  const section = useProfileSection(me, ['username', 'firstName', 'lastName']);
  const field = (name: 'username' | 'firstName' | 'lastName') => ({
    label: words[name],
    name,
    value: section.values[name],
    error: section.errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      section.set(name, event.currentTarget.value),
  });
  return (
    <Section title={words.nameTitle} lead={words.nameLead}>
      <form
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          section.save();
        }}
      >
        <div className={classes.pair}>
          <TextInput {...field('firstName')} autoComplete="given-name" />
          <TextInput {...field('lastName')} autoComplete="family-name" />
        </div>
        <TextInput {...field('username')} autoComplete="nickname" spellCheck={false} />
        <SaveFoot {...section} />
      </form>
    </Section>
  );
}

import { TextInput } from '@mantine/core';
import type { Me } from '../../../domain/api/people.ts';
import { SaveFoot } from '../../ui/settings/save-foot.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';
import { useProfileSection } from './save.ts';

export function SlackSection({ me }: { me: Me }) {
  const section = useProfileSection(me, ['slackMemberId']);
  return (
    <Section title={words.slackTitle} lead={words.slackLead}>
      <form
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          section.save();
        }}
      >
        <TextInput
          label={words.slack}
          description={words.slackHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          name="slackMemberId"
          autoComplete="off"
          spellCheck={false}
          value={section.values.slackMemberId}
          error={section.errors.slackMemberId}
          onChange={(event) => section.set('slackMemberId', event.currentTarget.value)}
        />
        <SaveFoot {...section} />
      </form>
    </Section>
  );
}

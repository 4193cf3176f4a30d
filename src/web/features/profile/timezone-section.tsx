import { Anchor } from '@mantine/core';
import type { Me } from '../../../domain/api/people.ts';
import { SaveFoot } from '../../ui/settings/save-foot.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { ZoneSelect } from '../../ui/settings/zone-select.tsx';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';
import { useProfileSection } from './save.ts';

export function TimezoneSection({ me }: { me: Me }) {
  const section = useProfileSection(me, ['timezone']);
  const zone = section.values.timezone;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title={words.timezoneTitle} lead={words.timezoneLead}>
      <form
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          section.save();
        }}
      >
        <div>
          <ZoneSelect
            label={words.timezone}
            value={zone}
            stored={me.timezone}
            error={section.errors.timezone}
            onChange={(chosen) => section.set('timezone', chosen)}
          />
          {here !== zone && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              mih={24}
              onClick={() => section.set('timezone', here)}
            >
              {words.timezoneUse(here)}
            </Anchor>
          )}
        </div>
        <SaveFoot {...section} />
      </form>
    </Section>
  );
}

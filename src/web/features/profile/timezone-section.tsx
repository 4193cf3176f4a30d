import { Anchor, Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Me } from '../../../domain/api/people.ts';
import { formatOffset, formatTime } from '../../format.ts';
import { useNowMs } from '../../ui/now.ts';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';
import { useProfileSection } from './save.ts';
import { SaveFoot } from './save-foot.tsx';
import { Section } from './section.tsx';

export function TimezoneSection({ me }: { me: Me }) {
  const section = useProfileSection(me, ['timezone']);
  const nowMs = useNowMs();
  const zone = section.values.timezone;
  const zones = useMemo(() => allZones(me.timezone), [me.timezone]);
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
          <Select
            label={words.timezone}
            data={zones}
            value={zone}
            error={section.errors.timezone}
            onChange={(chosen) => chosen !== null && section.set('timezone', chosen)}
            searchable
            // "new york" finds America/New_York.
            filter={({ options, search }) =>
              options.filter(
                (option) => 'value' in option && plain(option.value).includes(plain(search)),
              )
            }
            limit={80}
            maxDropdownHeight={280}
            nothingFoundMessage={words.timezoneNothing}
            allowDeselect={false}
            renderOption={({ option }) => (
              <span className={classes.zone}>
                <span>{option.label}</span>
                <span className={classes.offset}>{formatOffset(option.value, nowMs)}</span>
              </span>
            )}
          />
          <p className={classes.note}>
            {words.timezoneNow(
              formatTime(new Date(nowMs).toISOString(), zone),
              formatOffset(zone, nowMs),
            )}
          </p>
          {here !== zone && (
            <Anchor
              component="button"
              type="button"
              size="xs"
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

/** What this browser knows, with UTC and the stored name, which may be an older spelling. */
function allZones(stored: string): string[] {
  return [...new Set(['UTC', stored, ...Intl.supportedValuesOf('timeZone')])];
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[_\s/]+/g, ' ')
    .trim();
}

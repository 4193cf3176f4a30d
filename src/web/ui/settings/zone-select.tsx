import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { formatOffset, formatTime } from '../../format.ts';
import { settingsWords as words } from '../../words/settings.ts';
import { useNowMs } from '../now.ts';
import classes from './settings.module.css';

interface ZoneSelectProps {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  /** What is saved: offered even when this browser spells the zone differently. */
  readonly stored: string;
  readonly error?: string | undefined;
  readonly onChange: (zone: string) => void;
}

/** One of all time zones, found by typing, with the time it is there. */
export function ZoneSelect({ label, help, value, stored, error, onChange }: ZoneSelectProps) {
  const nowMs = useNowMs();
  const zones = useMemo(() => allZones(stored), [stored]);
  return (
    <div>
      <Select
        label={label}
        data={zones}
        value={value}
        error={error}
        onChange={(chosen) => chosen !== null && onChange(chosen)}
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
        {help !== undefined && `${help} `}
        {words.timezoneNow(
          formatTime(new Date(nowMs).toISOString(), value),
          formatOffset(value, nowMs),
        )}
      </p>
    </div>
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

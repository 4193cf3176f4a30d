import '@mantine/dates/styles.layer.css';
import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import {
  addDays,
  type CalendarDay,
  dayIn,
  instantFromEpochMs,
} from '../../../domain/kernel/calendar.ts';
import type { ListSearch } from '../../api/list-search.ts';
import { useViewerZone } from '../../ui/now.ts';
import { listWords as words } from '../../words/list.ts';
import classes from './filter-editors.module.css';
import { withFilters, without } from './filters.ts';

type Range = [string | null, string | null];

const PRESETS = [
  { label: words.today, days: 1 },
  { label: words.last7, days: 7 },
  { label: words.last30, days: 30 },
  { label: words.last90, days: 90 },
] as const;

/** D1: days as the viewer's zone counts them, both ends included. */
export default function DatesFilter({
  search,
  onChange,
}: {
  search: ListSearch;
  onChange: (next: ListSearch) => void;
}) {
  const zone = useViewerZone();
  const today = dayIn(zone, instantFromEpochMs(Date.now()));
  const [range, setRange] = useState<Range>([search.from ?? null, search.to ?? null]);
  const apply = ([from, to]: Range) => {
    setRange([from, to]);
    const cleared = without(search, 'dates');
    // Half a range is a choice still being made.
    if (from !== null && to !== null) onChange(withFilters(cleared, { from, to }));
    else if (from === null && to === null) onChange(cleared);
  };
  const since = (days: number): CalendarDay => addDays(today, 1 - days);
  return (
    <div>
      <div className={classes.presets}>
        {PRESETS.map(({ label, days }) => (
          <Button
            key={label}
            size="xs"
            variant={range[0] === since(days) && range[1] === today ? 'light' : 'default'}
            onClick={() => apply([since(days), today])}
          >
            {label}
          </Button>
        ))}
      </div>
      <DatePicker
        type="range"
        allowSingleDateInRange
        value={range}
        onChange={apply}
        defaultDate={range[1] ?? today}
        maxDate={today}
        firstDayOfWeek={1}
        hideOutsideDates
        ariaLabels={words.calendar}
        size="sm"
      />
      <p className={classes.note}>{words.zoneNote(zone)}</p>
    </div>
  );
}

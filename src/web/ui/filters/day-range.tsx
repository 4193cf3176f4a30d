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
import { filterWords as words } from '../../words/filters.ts';
import { useViewerZone } from '../now.ts';
import classes from './filters.module.css';

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

interface DayRangeEditorProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Null: any day. */
  readonly onChange: (range: DayRange | null) => void;
}

const PRESETS = [
  { label: words.today, days: 1 },
  { label: words.last7, days: 7 },
  { label: words.last30, days: 30 },
  { label: words.last90, days: 90 },
] as const;

/** Past days as the viewer's zone counts them, both ends included. */
export default function DayRangeEditor({ from, to, onChange }: DayRangeEditorProps) {
  const zone = useViewerZone();
  const today = dayIn(zone, instantFromEpochMs(Date.now()));
  const [range, setRange] = useState<[string | null, string | null]>([from ?? null, to ?? null]);
  const apply = ([first, last]: [string | null, string | null]) => {
    setRange([first, last]);
    // Half a range is a choice still being made.
    if (first !== null && last !== null) onChange({ from: first, to: last });
    else if (first === null && last === null) onChange(null);
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

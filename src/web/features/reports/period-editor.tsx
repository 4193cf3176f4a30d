import '@mantine/dates/styles.layer.css';
import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { type CalendarDay, parseCalendarDay } from '../../../domain/kernel/calendar.ts';
import { type Days, READY_PERIODS, type ReadyPeriod } from '../../api/report-periods.ts';
import { filterWords } from '../../words/filters.ts';
import { periodWords as words } from '../../words/reports.ts';
import classes from './reports.module.css';

interface PeriodEditorProps extends Days {
  readonly today: CalendarDay;
  readonly choice: ReadyPeriod | null;
  readonly zone: string;
  readonly onReady: (choice: ReadyPeriod) => void;
  readonly onDays: (days: Days) => void;
}

/** Ready choices, or any first and last day until today. */
export default function PeriodEditor(props: PeriodEditorProps) {
  const { from, to, today, choice, zone, onReady, onDays } = props;
  const [range, setRange] = useState<[string | null, string | null]>([from, to]);
  const choose = (next: [string | null, string | null]) => {
    setRange(next);
    const [first, last] = next.map((day) => parseCalendarDay(day ?? ''));
    // Half a range is a choice still being made.
    if (first && last) onDays({ from: first, to: last });
  };
  return (
    <div>
      <div className={classes.ready}>
        {READY_PERIODS.map((ready) => (
          <Button
            key={ready}
            size="xs"
            variant={ready === choice ? 'light' : 'default'}
            aria-pressed={ready === choice}
            onClick={() => onReady(ready)}
          >
            {words.ready[ready]}
          </Button>
        ))}
      </div>
      <DatePicker
        type="range"
        allowSingleDateInRange
        value={range}
        onChange={choose}
        defaultDate={to}
        maxDate={today}
        firstDayOfWeek={1}
        hideOutsideDates
        fullWidth
        ariaLabels={filterWords.calendar}
        size="sm"
      />
      <p className={classes.note}>{zone}</p>
    </div>
  );
}

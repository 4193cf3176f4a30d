import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import type { CalendarDay } from '../../../domain/kernel/calendar.ts';
import { words } from '../../words/forms.ts';
import classes from './day-picker.module.css';

/** A month to pick from; its own chunk, loaded when it is first opened. */
export default function DayPicker(props: {
  readonly day: CalendarDay | null;
  readonly first: CalendarDay;
  readonly onPick: (day: string) => void;
}) {
  return (
    <DatePicker
      value={props.day}
      defaultDate={props.day ?? props.first}
      minDate={props.first}
      hideOutsideDates
      ariaLabels={words.calendar}
      classNames={{ day: classes.day }}
      onChange={(day) => {
        if (day !== null) props.onPick(day);
      }}
    />
  );
}

import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import type { CalendarDay } from '../../../domain/kernel/calendar.ts';

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
      onChange={(day) => {
        if (day !== null) props.onPick(day);
      }}
    />
  );
}

import { ActionIcon, Input, Popover } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import {
  addDays,
  dayIn,
  instantFromEpochMs,
  parseCalendarDay,
} from '../../../domain/kernel/calendar.ts';
import { formatDay } from '../../format.ts';
import { words } from '../../words/forms.ts';
import { useFormActions, useFormSurroundings } from '../form/form-context.ts';
import { showToast } from '../toast.ts';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

const loadPicker = () => import('./day-picker.tsx');
type Picker = Awaited<ReturnType<typeof loadPicker>>['default'];

/** Typed as YYYY-MM-DD or picked; tomorrow is meant where the requester is. */
export function DayField(props: WidgetProps<'day'>) {
  const { path, value, messages } = props;
  const { idOf, set, leave, focus } = useFormActions();
  const { timezone } = useFormSurroundings();
  const [open, setOpen] = useState(false);
  const [DayPicker, setDayPicker] = useState<Picker | null>(null);
  // Opened once it is loaded: the focus moves into it, and an empty place could not take it.
  const openPicker = async (): Promise<void> => {
    try {
      const loaded = await loadPicker();
      setDayPicker(() => loaded.default);
      setOpen(true);
    } catch {
      showToast({ text: words.pickerFailed, tone: 'failed' });
    }
  };
  const text = textOf(value);
  const day = parseCalendarDay(text.trim());
  const first = addDays(dayIn(timezone, instantFromEpochMs(Date.now())), 1);
  return (
    <FieldFrame
      {...frameOf(props, idOf(path))}
      aside={day === null ? words.inZone(timezone) : `${formatDay(day)}, ${timezone}`}
    >
      {(control) => (
        <Popover
          opened={open}
          onChange={setOpen}
          position="bottom-start"
          trapFocus
          returnFocus
          withRoles={false}
        >
          <Popover.Target>
            <Input
              {...control}
              error={messages.length > 0}
              className={classes.short}
              autoComplete="off"
              placeholder="YYYY-MM-DD"
              value={text}
              onChange={(event) => set(path, event.currentTarget.value)}
              onBlur={() => leave(path)}
              rightSectionPointerEvents="auto"
              rightSection={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  aria-label={words.pickDay}
                  aria-expanded={open}
                  onClick={() => (open ? setOpen(false) : void openPicker())}
                >
                  <CalendarDays size={16} />
                </ActionIcon>
              }
            />
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={words.pickDay}>
            {DayPicker !== null && (
              <DayPicker
                day={day}
                first={first}
                onPick={(next) => {
                  set(path, next);
                  setOpen(false);
                  focus(path);
                }}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      )}
    </FieldFrame>
  );
}

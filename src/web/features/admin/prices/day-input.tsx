import { ActionIcon, Input, Popover } from '@mantine/core';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { type CalendarDay, parseCalendarDay } from '../../../../domain/kernel/calendar.ts';
import { FieldFrame } from '../../../ui/fields/field-frame.tsx';
import { showToast } from '../../../ui/toast.ts';
import { words as formWords } from '../../../words/forms.ts';
import editorClasses from './editor.module.css';

const loadPicker = () => import('../../../ui/fields/day-picker.tsx');
type Picker = Awaited<ReturnType<typeof loadPicker>>['default'];

interface DayInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly messages: readonly string[];
  readonly help?: string;
  /** The first day that the calendar offers. */
  readonly first: CalendarDay;
  readonly onChange: (day: string) => void;
  readonly onLeave?: () => void;
}

/** A UTC day, typed as YYYY-MM-DD or picked. */
export function DayInput(props: DayInputProps) {
  const { id, label, value, messages, help, first, onChange, onLeave } = props;
  const [open, setOpen] = useState(false);
  const [DayPicker, setDayPicker] = useState<Picker | null>(null);
  const openPicker = async (): Promise<void> => {
    try {
      const loaded = await loadPicker();
      setDayPicker(() => loaded.default);
      setOpen(true);
    } catch {
      showToast({ text: formWords.pickerFailed, tone: 'failed' });
    }
  };
  return (
    <FieldFrame
      id={id}
      label={label}
      required={false}
      messages={messages}
      {...(help === undefined ? {} : { help })}
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
              className={editorClasses.day ?? ''}
              autoComplete="off"
              placeholder="YYYY-MM-DD"
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
              onBlur={onLeave}
              rightSectionPointerEvents="auto"
              rightSection={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  aria-label={`${formWords.pickDay}: ${label}`}
                  aria-expanded={open}
                  onClick={() => (open ? setOpen(false) : void openPicker())}
                >
                  <CalendarDays size={16} />
                </ActionIcon>
              }
            />
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={formWords.pickDay}>
            {DayPicker !== null && (
              <DayPicker
                day={parseCalendarDay(value.trim())}
                first={first}
                onPick={(day) => {
                  onChange(day);
                  setOpen(false);
                }}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      )}
    </FieldFrame>
  );
}

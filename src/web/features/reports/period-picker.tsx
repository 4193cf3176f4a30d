import { Button, Popover, SegmentedControl } from '@mantine/core';
import { CalendarRange, ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { type CalendarDay, dayIn, instantFromEpochMs } from '../../../domain/kernel/calendar.ts';
import type { DayKind } from '../../../domain/reports/choices.ts';
import { readyChoice, readyPeriod } from '../../api/report-periods.ts';
import type { PeriodSearch } from '../../api/reports.ts';
import { formatDays } from '../../format.ts';
import { useNowMs, useViewerZone } from '../../ui/now.ts';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { periodWords as words } from '../../words/reports.ts';
import classes from './reports.module.css';

const PeriodEditor = lazy(() => import('./period-editor.tsx'));

interface PeriodPickerProps {
  readonly value: PeriodSearch;
  readonly onChange: (period: PeriodSearch) => void;
  /** Where the days have one zone whoever looks (D2); otherwise there is a choice of them. */
  readonly fixedZone?: string;
}

/** Which days a report is about, and in which zone they begin. The state is the page's address. */
export function PeriodPicker({ value, onChange, fixedZone }: PeriodPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const viewerZone = useViewerZone();
  const { from, to, today } = usePeriod(value, fixedZone);
  const kind: DayKind = value.days ?? 'local';
  const choice = readyChoice({ from, to }, today);
  const days = formatDays(from, to);
  const label = choice === null ? days : words.named(words.ready[choice], days);
  const zoneWords =
    fixedZone === undefined
      ? kind === 'local'
        ? words.zone.local(viewerZone)
        : words.zone.billing
      : words.zone.fixed(fixedZone);
  const withDays = (next: { from: CalendarDay; to: CalendarDay }) => {
    const isDefault = readyChoice(next, today) === 'thisMonth';
    onChange({
      ...(isDefault ? {} : next),
      ...(value.days === undefined ? {} : { days: value.days }),
    });
  };
  return (
    <div className={classes.period}>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<CalendarRange size={14} />}
            rightSection={<ChevronDown size={14} />}
            aria-label={words.change(label)}
            className={classes.periodButton ?? ''}
            onClick={() => setOpen(!isOpen)}
          >
            {label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.periodEditor ?? ''}>
          <Suspense fallback={<TextSkeleton width={280} />}>
            <PeriodEditor
              from={from}
              to={to}
              today={today}
              choice={choice}
              zone={zoneWords}
              onReady={(ready) => {
                withDays(readyPeriod(ready, today));
                setOpen(false);
              }}
              onDays={withDays}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {fixedZone === undefined && (
        <SegmentedControl
          aria-label={words.days}
          size="xs"
          value={kind}
          onChange={(next) => {
            const { days: _days, ...rest } = value;
            onChange(next === 'billing' ? { ...rest, days: next } : rest);
          }}
          data={[
            { value: 'local', label: words.local },
            { value: 'billing', label: words.billing },
          ]}
        />
      )}
      <span className={classes.zone}>{zoneWords}</span>
    </div>
  );
}

/** The days of a report with the default filled in, and what day it is where they are counted. */
function usePeriod(
  value: PeriodSearch,
  fixedZone: string | undefined,
): { from: CalendarDay; to: CalendarDay; today: CalendarDay } {
  const viewerZone = useViewerZone();
  const nowMs = useNowMs();
  const zone = fixedZone ?? (value.days === 'billing' ? 'UTC' : viewerZone);
  const today = dayIn(zone, instantFromEpochMs(nowMs));
  const fallback = readyPeriod('thisMonth', today);
  return { from: value.from ?? fallback.from, to: value.to ?? fallback.to, today };
}

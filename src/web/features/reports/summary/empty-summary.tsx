import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarX2 } from 'lucide-react';
import type { SummaryAnswer } from '../../../../domain/api/reports.ts';
import { parseCalendarDay } from '../../../../domain/kernel/calendar.ts';
import { type SummarySearch, withChoice } from '../../../api/reports.ts';
import { formatDays } from '../../../format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { summaryWords as words } from '../../../words/summary.ts';

/** Says why there is nothing, and where there may be something. */
export function EmptySummary({ answer, search }: { answer: SummaryAnswer; search: SummarySearch }) {
  const from = parseCalendarDay(answer.previousPeriod.from);
  const to = parseCalendarDay(answer.previousPeriod.to);
  const isFiltered = search.team !== undefined || search.type !== undefined;
  return (
    <EmptyState
      title={words.empty}
      icon={<CalendarX2 size={28} strokeWidth={1.5} />}
      actions={
        <>
          {isFiltered && (
            <Go
              search={withChoice(withChoice(search, 'team', []), 'type', [])}
              label={words.emptyFiltered}
            />
          )}
          {from !== null && to !== null && answer.previous.completed > 0 && (
            <Go search={{ ...search, from, to }} label={words.periodBefore(formatDays(from, to))} />
          )}
        </>
      }
    >
      <p>{words.emptyText}</p>
    </EmptyState>
  );
}

function Go({ search, label }: { search: SummarySearch; label: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/reports/summary" search={search} {...props} />}
    >
      {label}
    </Button>
  );
}

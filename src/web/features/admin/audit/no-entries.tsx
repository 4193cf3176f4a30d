import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ScrollText, SearchX } from 'lucide-react';
import {
  AUDIT_FILTERS,
  type AuditSearch,
  isAuditFilterSet,
  withoutAuditFilter,
} from '../../../api/audit.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { auditWords as words } from '../../../words/audit.ts';
import { filterWords } from '../../../words/filters.ts';

/** What it means that there are none. */
export function NoEntries({ search }: { search: AuditSearch }) {
  const { before, ...filters } = search;
  if (before !== undefined) {
    return (
      <EmptyState title={words.pageTitle} actions={<Go search={filters} label={words.firstPage} />}>
        <p>{words.pageText}</p>
      </EmptyState>
    );
  }
  const set = AUDIT_FILTERS.filter((filter) => isAuditFilterSet(search, filter));
  if (set.length === 0) {
    return (
      <EmptyState title={words.emptyTitle} icon={<ScrollText size={28} strokeWidth={1.5} />}>
        <p>{words.emptyText}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={words.noneMatchTitle}
      icon={<SearchX size={28} strokeWidth={1.5} />}
      actions={
        <>
          {set.map((filter) => (
            <Go
              key={filter}
              search={withoutAuditFilter(search, filter)}
              label={words.loosen[filter]}
            />
          ))}
          {set.length > 1 && <Go search={{}} label={filterWords.clear} />}
        </>
      }
    >
      <p>{words.noneMatchText}</p>
    </EmptyState>
  );
}

function Go({ search, label }: { search: AuditSearch; label: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/admin/audit" search={search} {...props} />}
    >
      {label}
    </Button>
  );
}

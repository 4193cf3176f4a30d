import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import { hasFilters, type ListSearch } from '../../api/list-search.ts';
import { EmptyState } from '../../ui/states.tsx';
import { filterWords } from '../../words/filters.ts';
import { emptyWords as words } from '../../words/list.ts';
import { FILTER_KEYS, isSet, without } from './filters.ts';

/** Why there is nothing: which filter to loosen, a page that ran empty, or a view without work. */
export function EmptyList({ search }: { search: ListSearch }) {
  const { cursor, ...here } = search;
  if (hasFilters(search)) return <NothingMatches search={here} />;
  if (cursor !== undefined) {
    return (
      <EmptyState title={words.pageTitle} actions={<Go search={here} label={words.firstPage} />}>
        <p>{words.pageText}</p>
      </EmptyState>
    );
  }
  const { title, text } = words[search.view ?? 'all'];
  return (
    <EmptyState title={title} icon={<Inbox size={28} strokeWidth={1.5} />}>
      <p>{text}</p>
    </EmptyState>
  );
}

function NothingMatches({ search }: { search: ListSearch }) {
  const set = [
    ...FILTER_KEYS.filter((key) => isSet(search, key)),
    ...(search.q === undefined ? [] : (['q'] as const)),
  ];
  return (
    <EmptyState
      title={words.filteredTitle}
      icon={<SearchX size={28} strokeWidth={1.5} />}
      actions={
        <>
          {set.map((key) => (
            <Go key={key} search={without(search, key)} label={words.loosen[key]} />
          ))}
          {set.length > 1 && (
            <Go
              search={search.view === undefined ? {} : { view: search.view }}
              label={filterWords.clear}
            />
          )}
        </>
      }
    >
      <p>{words.filtered}</p>
    </EmptyState>
  );
}

function Go({ search, label }: { search: ListSearch; label: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/requests" search={search} {...props} />}
    >
      {label}
    </Button>
  );
}

import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, SearchX } from 'lucide-react';
import { type UserSearch, userFiltersOf, withUserFilter } from '../../../api/user-search.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { filterWords } from '../../../words/filters.ts';
import { usersWords as words } from '../../../words/users.ts';

/** What it means that there are none, and which filter to loosen. */
export function NoUsers({ search }: { search: UserSearch }) {
  const { after, ...filters } = search;
  if (after !== undefined) {
    return (
      <EmptyState title={words.pageTitle} actions={<Go search={filters} label={words.firstPage} />}>
        <p>{words.pageText}</p>
      </EmptyState>
    );
  }
  const set = userFiltersOf(search);
  if (set.length === 1 && search.state === 'waiting') {
    return (
      <EmptyState
        title={words.noneWaitTitle}
        icon={<CircleCheck size={28} strokeWidth={1.5} />}
        actions={<Go search={{}} label={words.loosen.state} />}
      >
        <p>{words.noneWaitText}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={words.noneTitle}
      icon={<SearchX size={28} strokeWidth={1.5} />}
      actions={
        <>
          {set.map((key) => (
            <Go key={key} search={withUserFilter(search, key, '')} label={words.loosen[key]} />
          ))}
          {set.length > 1 && <Go search={{}} label={filterWords.clear} />}
        </>
      }
    >
      <p>{words.noneText}</p>
    </EmptyState>
  );
}

function Go({ search, label }: { search: UserSearch; label: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/admin/users" search={search} {...props} />}
    >
      {label}
    </Button>
  );
}

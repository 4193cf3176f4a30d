import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { canSeePrices } from '../../../domain/permissions.ts';
import {
  countParameters,
  DEFAULT_PAGE_SIZE,
  hasFilters,
  type ListSearch,
  listParameters,
} from '../../api/list-search.ts';
import { countsQuery, filteredCountQuery, requestsQuery, useMe } from '../../api/queries.ts';
import { viewName } from '../../api/views.ts';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useColumnChoice } from './column-choice.ts';
import { EmptyList } from './empty-list.tsx';
import { ListFilterBar } from './filter-bar.tsx';
import classes from './list.module.css';
import { ListCards } from './list-cards.tsx';
import { useListKeys } from './list-keys.ts';
import { ListTable } from './list-table.tsx';
import { Pager } from './pager.tsx';
import { useReturnedTo } from './returned-to.ts';
import { SelectToggle } from './select-toggle.tsx';
import { useHasSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';

const route = getRouteApi('/app/requests');

/** D1: the requests this person may see, newest first; everything that narrows them is in the address. */
export function ListPage() {
  const search = route.useSearch();
  const view = search.view ?? 'all';
  const list = useQuery(requestsQuery(listParameters(search)));
  const count = useCount(search, list.isSuccess);
  const choice = useColumnChoice(canSeePrices(useMe()));
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const requests = list.data?.requests ?? null;
  const lastOpened = useReturnedTo(requests);
  const shown = useMemo(() => requests?.map(({ code }) => code) ?? [], [requests]);
  const [wantsToSelect, setSelecting] = useState(false);
  // Whatever was picked elsewhere can be dropped here.
  const isSelecting = useHasSelection() || wantsToSelect;
  useListKeys(shown);

  const isEmpty = requests?.length === 0;
  const shared = { requests, shown, lastOpened };
  return (
    <Page title={viewName(view)} documentTitle={viewName(view)} layout="fill">
      <ListFilterBar
        key={view}
        search={search}
        choice={choice}
        end={isPhone && <SelectToggle isOn={isSelecting} onChange={setSelecting} />}
      />
      {list.isPlaceholderData && <ProgressLine />}
      {requests === null && list.isError ? (
        <div className={classes.empty}>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : isEmpty && !list.isPlaceholderData ? (
        <div className={classes.empty}>
          <EmptyList search={search} />
        </div>
      ) : isPhone ? (
        <ListCards {...shared} isSelecting={isSelecting} />
      ) : (
        <ListTable
          {...shared}
          choice={choice}
          expectedRows={Number(search.limit ?? DEFAULT_PAGE_SIZE)}
        />
      )}
      <SelectionBar />
      <Pager
        search={search}
        newer={list.data?.newer ?? null}
        older={list.data?.older ?? null}
        count={count}
      />
    </Page>
  );
}

/** Asked for after the rows. Without filters the rail's own numbers already say it. */
function useCount(search: ListSearch, isListLoaded: boolean) {
  const isFiltered = hasFilters(search);
  const views = useQuery({ ...countsQuery, enabled: isListLoaded && !isFiltered });
  const filtered = useQuery({
    ...filteredCountQuery(countParameters(search)),
    enabled: isListLoaded && isFiltered,
  });
  if (isFiltered) return filtered.data?.filtered ?? null;
  return views.data?.views[search.view ?? 'all'] ?? null;
}

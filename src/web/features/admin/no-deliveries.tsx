import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { BellRing, CircleCheck, SearchX } from 'lucide-react';
import {
  chosenIn,
  DELIVERY_CHOICE_KEYS,
  type DeliverySearch,
  hasDeliveryFilters,
  withDeliveryFilter,
} from '../../api/delivery-search.ts';
import { EmptyState } from '../../ui/states.tsx';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import { filterWords } from '../../words/filters.ts';

/** What it means that there are none. */
export function NoDeliveries({ search }: { search: DeliverySearch }) {
  const { before, ...filters } = search;
  if (before !== undefined) {
    return (
      <EmptyState title={words.pageTitle} actions={<Go search={filters} label={words.firstPage} />}>
        <p>{words.pageText}</p>
      </EmptyState>
    );
  }
  if (!hasDeliveryFilters(search)) {
    return (
      <EmptyState title={words.emptyTitle} icon={<BellRing size={28} strokeWidth={1.5} />}>
        <p>{words.emptyText}</p>
      </EmptyState>
    );
  }
  const set = [...DELIVERY_CHOICE_KEYS, 'code' as const].filter((key) => search[key] !== undefined);
  const asksForTrouble =
    set.length === 1 &&
    search.state !== undefined &&
    chosenIn(search, 'state').every((state) => state === 'failed' || state === 'unknown');
  return (
    <EmptyState
      title={asksForTrouble ? words.noneFailedTitle : words.noneMatchTitle}
      icon={
        asksForTrouble ? (
          <CircleCheck size={28} strokeWidth={1.5} />
        ) : (
          <SearchX size={28} strokeWidth={1.5} />
        )
      }
      actions={
        <>
          {set.map((key) => (
            <Go key={key} search={withDeliveryFilter(search, key, '')} label={words.loosen[key]} />
          ))}
          {set.length > 1 && <Go search={{}} label={filterWords.clear} />}
        </>
      }
    >
      <p>{asksForTrouble ? words.noneFailedText : words.noneMatchText}</p>
    </EmptyState>
  );
}

function Go({ search, label }: { search: DeliverySearch; label: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/admin/deliveries" search={search} {...props} />}
    >
      {label}
    </Button>
  );
}

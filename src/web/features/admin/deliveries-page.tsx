import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type DeliverySearch, deliveryParameters } from '../../api/delivery-search.ts';
import { deliveriesQuery } from '../../api/notifications.ts';
import { newerThan, olderThan } from '../../api/places.ts';
import { Page } from '../../ui/page.tsx';
import { Turns } from '../../ui/turns.tsx';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import { DeliveryCards } from './delivery-cards.tsx';
import { DeliveryFilters } from './delivery-filters.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { NoDeliveries } from './no-deliveries.tsx';
import { useOpenRows } from './open-rows.ts';
import classes from './rows.module.css';
import { RowsOrInstead } from './rows-or-instead.tsx';

const route = getRouteApi('/app/admin/deliveries');

/** N6: every delivery of every request, newest first; what narrows them is in the address. */
export function DeliveriesPage() {
  const search = route.useSearch();
  const answer = useQuery(deliveriesQuery(deliveryParameters(search)));
  const open = useOpenRows();
  const deliveries = answer.data?.deliveries ?? null;
  const isEmpty = deliveries?.length === 0;
  return (
    <Page title={words.title} documentTitle={words.title} layout="fill">
      <DeliveryFilters search={search} hasRows={deliveries !== null && !isEmpty} />
      <RowsOrInstead
        answer={answer}
        isEmpty={isEmpty}
        none={<NoDeliveries search={search} />}
        table={<DeliveryTable deliveries={deliveries} open={open} />}
        cards={<DeliveryCards deliveries={deliveries} open={open} />}
      />
      <Foot search={search} next={answer.data?.next ?? null} />
    </Page>
  );
}

function Foot({ search, next }: { search: DeliverySearch; next: number | null }) {
  const navigate = useNavigate();
  return (
    <div className={classes.foot}>
      <Turns
        newer={newerThan(search)}
        older={next === null ? null : olderThan(search, next)}
        go={(page) => void navigate({ to: '/admin/deliveries', search: page })}
        link={(page) => (props) => <Link to="/admin/deliveries" search={page} {...props} />}
      />
    </div>
  );
}

import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { Delivery } from '../../../domain/api/notifications.ts';
import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import {
  ChannelName,
  DeliveryReason,
  DeliveryStateWord,
  RecipientName,
} from '../../ui/delivery.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import classes from './deliveries.module.css';
import { DeliveryDetails } from './delivery-details.tsx';
import type { OpenRows } from './open-rows.ts';

interface DeliveryCardsProps {
  readonly deliveries: readonly Delivery[] | null;
  readonly open: OpenRows;
}

/** The deliveries at phone width. */
export function DeliveryCards({ deliveries, open }: DeliveryCardsProps) {
  return (
    <ul className={classes.cards} aria-label={words.table} aria-busy={deliveries === null}>
      {deliveries === null
        ? Array.from({ length: 8 }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
            <li key={at} className={classes.card}>
              <Skeleton height={10} width="40%" radius={4} my={5} />
              <Skeleton height={12} width="80%" radius={4} my={8} />
              <Skeleton height={10} width="60%" radius={4} my={5} />
            </li>
          ))
        : deliveries.map((delivery) => (
            <li key={delivery.id} className={classes.card}>
              <Card delivery={delivery} open={open} />
            </li>
          ))}
    </ul>
  );
}

function Card({ delivery, open }: { delivery: Delivery; open: OpenRows }) {
  const { id, code, event, channel, recipient, state, createdAt } = delivery;
  const isOpen = open.has(id);
  const detailsId = `delivery-${id}`;
  return (
    <>
      <div className={classes.line}>
        <DeliveryStateWord state={state} />
        <span className={classes.dim}>
          <RelativeTime at={createdAt} />
        </span>
      </div>
      <button
        type="button"
        className={classes.cardTitle}
        aria-expanded={isOpen}
        aria-controls={detailsId}
        aria-label={words.showDetails(EVENT_NAMES[event], code)}
        onClick={() => open.toggle(id)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        {EVENT_NAMES[event]}
      </button>
      <div className={classes.line}>
        <ChannelName channel={channel} />
        <span className={classes.who}>
          <RecipientName recipient={recipient} />
        </span>
        <Link to="/requests/$code" params={{ code }} className={`mono ${classes.code}`}>
          {code}
        </Link>
      </div>
      {!isOpen && (
        <p className={classes.cardReason}>
          <DeliveryReason delivery={delivery} />
        </p>
      )}
      <div id={detailsId} hidden={!isOpen}>
        {isOpen && <DeliveryDetails delivery={delivery} />}
      </div>
    </>
  );
}

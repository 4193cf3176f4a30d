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
import { DeliveryDetails } from './delivery-details.tsx';
import { GhostCards } from './ghost-rows.tsx';
import type { OpenRows } from './open-rows.ts';
import classes from './rows.module.css';

interface DeliveryCardsProps {
  readonly deliveries: readonly Delivery[] | null;
  readonly open: OpenRows;
}

/** The deliveries at phone width. */
export function DeliveryCards({ deliveries, open }: DeliveryCardsProps) {
  return (
    <ul className={classes.cards} aria-label={words.table} aria-busy={deliveries === null}>
      {deliveries === null ? (
        <GhostCards />
      ) : (
        deliveries.map((delivery) => (
          <li key={delivery.id} className={classes.card}>
            <Card delivery={delivery} open={open} />
          </li>
        ))
      )}
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

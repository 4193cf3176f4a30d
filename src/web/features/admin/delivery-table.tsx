import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { Fragment, type MouseEvent } from 'react';
import type { Delivery } from '../../../domain/api/notifications.ts';
import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import { formatCount } from '../../format.ts';
import {
  ChannelName,
  DeliveryReason,
  DeliveryStateWord,
  NextAttempt,
  RecipientName,
} from '../../ui/delivery.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { deliveriesWords as words } from '../../words/deliveries.ts';
import { DeliveryDetails } from './delivery-details.tsx';
import { GhostRows } from './ghost-rows.tsx';
import type { OpenRows } from './open-rows.ts';
import classes from './rows.module.css';

const COLUMNS = [
  { key: 'details', width: 52 },
  { key: 'created', width: 96 },
  { key: 'code', width: 112 },
  { key: 'event', width: 176 },
  { key: 'channel', width: 100 },
  { key: 'recipient', width: 176 },
  { key: 'state', width: 96 },
  { key: 'reason', width: undefined },
  { key: 'attempts', width: 76 },
  { key: 'next', width: 120 },
] as const;

interface DeliveryTableProps {
  /** Null while the first answer is on its way: rows of the same height stand in. */
  readonly deliveries: readonly Delivery[] | null;
  readonly open: OpenRows;
}

export function DeliveryTable({ deliveries, open }: DeliveryTableProps) {
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        style={{ minWidth: 1120 }}
        aria-label={words.table}
        aria-busy={deliveries === null}
      >
        <colgroup>
          {COLUMNS.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ key }) => (
              <th key={key} scope="col">
                <span className={key === 'details' ? classes.hidden : undefined}>{words[key]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries === null ? (
            <GhostRows columns={COLUMNS.map(({ key }) => key)} />
          ) : (
            deliveries.map((delivery) => <Row key={delivery.id} delivery={delivery} open={open} />)
          )}
        </tbody>
      </table>
    </div>
  );
}

function Row({ delivery, open }: { delivery: Delivery; open: OpenRows }) {
  const { id, code, event, channel, recipient, state, attempts, createdAt } = delivery;
  const isOpen = open.has(id);
  const detailsId = `delivery-${id}`;
  // The whole row is a large target for the mouse; the button is the one for everybody.
  const onRowClick = (click: MouseEvent) => {
    if (click.target instanceof Element && click.target.closest('a, button')) return;
    if (getSelection()?.isCollapsed === false) return;
    open.toggle(id);
  };
  return (
    <Fragment>
      <tr className={classes.row} data-open={isOpen || undefined} onClick={onRowClick}>
        <td>
          <button
            type="button"
            className={classes.expand}
            aria-expanded={isOpen}
            aria-controls={detailsId}
            aria-label={words.showDetails(EVENT_NAMES[event], code)}
            onClick={() => open.toggle(id)}
          >
            <ChevronRight size={14} aria-hidden="true" />
          </button>
        </td>
        <td className={classes.dim}>
          <RelativeTime at={createdAt} />
        </td>
        <td>
          <Link to="/requests/$code" params={{ code }} className={`mono ${classes.code}`}>
            {code}
          </Link>
        </td>
        <td title={EVENT_NAMES[event]}>{EVENT_NAMES[event]}</td>
        <td>
          <ChannelName channel={channel} />
        </td>
        <td>
          <RecipientName recipient={recipient} />
        </td>
        <td>
          <DeliveryStateWord state={state} />
        </td>
        <td className={classes.dim}>
          <DeliveryReason delivery={delivery} />
        </td>
        <td className={classes.figures}>{attempts === 0 ? null : formatCount(attempts)}</td>
        <td className={classes.dim}>
          {delivery.nextAttemptAt !== null && <NextAttempt at={delivery.nextAttemptAt} />}
        </td>
      </tr>
      {isOpen && (
        <tr className={classes.opened}>
          <td colSpan={COLUMNS.length} id={detailsId}>
            <DeliveryDetails delivery={delivery} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

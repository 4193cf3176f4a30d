import { Anchor } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Delivery } from '../../../../domain/api/notifications.ts';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { CHANNEL_NAMES } from '../../../../domain/notifications/deliveries.ts';
import { EVENT_NAMES } from '../../../../domain/notifications/events.ts';
import { canAdminister } from '../../../../domain/permissions.ts';
import { notificationKeys, requestDeliveriesQuery } from '../../../api/notifications.ts';
import { useMe } from '../../../api/queries.ts';
import {
  ChannelIcon,
  DeliveryDot,
  DeliveryReason,
  DeliveryStateWord,
  RecipientName,
} from '../../../ui/delivery.tsx';
import { DeliveryDecisions } from '../../../ui/delivery-decisions.tsx';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { common } from '../../../words/common.ts';
import { panelWords as words } from '../../../words/deliveries.ts';
import facts from '../facts.module.css';
import { countsOf, groupsOf } from './groups.ts';
import classes from './panel.module.css';

/** N6: who was told what of this request, on which channel, and what became of it. */
export default function DeliveriesPanel({ request }: { request: RequestDetail }) {
  const { code } = request;
  const answer = useQuery(requestDeliveriesQuery(code));
  useRefreshWith(code, request.events[0]?.id);
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} className={facts.heading}>
        {words.title}
      </h2>
      {answer.data !== undefined ? (
        <Told code={code} deliveries={answer.data.deliveries} />
      ) : answer.isError ? (
        <p className={classes.quiet}>
          {words.failed}{' '}
          <Anchor component="button" type="button" onClick={() => void answer.refetch()}>
            {common.tryAgain}
          </Anchor>
        </p>
      ) : (
        <div aria-busy="true">
          <TextSkeleton width="70%" />
        </div>
      )}
    </section>
  );
}

/** Something happened to the request: somebody is about to hear of it. */
function useRefreshWith(code: string, latestEvent: number | undefined): void {
  const client = useQueryClient();
  const seen = useRef(latestEvent);
  useEffect(() => {
    if (seen.current === latestEvent) return;
    seen.current = latestEvent;
    void client.invalidateQueries({ queryKey: notificationKeys.ofRequest(code) });
  }, [client, code, latestEvent]);
}

function Told({ code, deliveries }: { code: string; deliveries: readonly Delivery[] }) {
  const mayDecide = canAdminister(useMe());
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const counts = countsOf(deliveries);
  if (deliveries.length === 0) return <p className={classes.quiet}>{words.none}</p>;
  return (
    <>
      <button
        type="button"
        className={classes.summary}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen((now) => !now)}
      >
        <ChevronRight size={14} aria-hidden="true" className={classes.chevron} />
        <span className={classes.counts}>
          {counts.map(({ state, count }, at) => (
            <span key={state} className={classes.count}>
              <DeliveryDot state={state} />
              {words.summary[state](count)}
              {at < counts.length - 1 && <span className={classes.comma}>, </span>}
            </span>
          ))}
        </span>
      </button>
      <div id={listId} hidden={!isOpen}>
        {isOpen && <Groups deliveries={deliveries} mayDecide={mayDecide} />}
        {isOpen && mayDecide && (
          <p className={classes.all}>
            <Link to="/admin/deliveries" search={{ code }}>
              {words.all}
            </Link>
          </p>
        )}
      </div>
    </>
  );
}

function Groups(props: { readonly deliveries: readonly Delivery[]; readonly mayDecide: boolean }) {
  const { deliveries, mayDecide } = props;
  return (
    <ol className={classes.groups}>
      {groupsOf(deliveries).map(({ event, at, deliveries: told }) => (
        <li key={`${at} ${event}`}>
          <div className={classes.event}>
            <h3>{EVENT_NAMES[event]}</h3>
            <RelativeTime at={at} />
          </div>
          <ul className={classes.lines}>
            {told.map((delivery) => (
              <Line key={delivery.id} delivery={delivery} mayDecide={mayDecide} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Line({ delivery, mayDecide }: { delivery: Delivery; mayDecide: boolean }) {
  return (
    <li className={classes.line}>
      <span className={classes.channel} title={CHANNEL_NAMES[delivery.channel]}>
        <ChannelIcon channel={delivery.channel} />
        <span className={classes.hidden}>{CHANNEL_NAMES[delivery.channel]}: </span>
      </span>
      <span className={classes.recipient}>
        <RecipientName recipient={delivery.recipient} />
      </span>
      <DeliveryStateWord state={delivery.state} />
      <span className={classes.rest}>
        <span className={classes.reason}>
          <DeliveryReason delivery={delivery} />
        </span>
        {mayDecide && (
          <span className={classes.decisions}>
            <DeliveryDecisions delivery={delivery} isCompact />
          </span>
        )}
      </span>
    </li>
  );
}

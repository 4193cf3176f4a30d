import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListItem } from '../../../domain/api/requests.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { Person } from '../../ui/person.tsx';
import { StatusWord } from '../../ui/status.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { listWords as words } from '../../words/list.ts';
import classes from './cards.module.css';
import { Marks, Price, Priority, ScheduleNote } from './cells.tsx';
import { SelectBox } from './select-box.tsx';

interface ListCardsProps {
  readonly requests: readonly ListItem[] | null;
  readonly shown: readonly string[];
  /** Cards are picked instead of opened. */
  readonly isSelecting: boolean;
  readonly lastOpened: string | null;
}

/** The list at phone width: one card per request, the whole card is its link. */
export function ListCards({ requests, shown, isSelecting, lastOpened }: ListCardsProps) {
  return (
    <ul
      className={classes.cards}
      aria-label={words.tableName}
      aria-busy={requests === null}
      data-selecting={isSelecting || undefined}
    >
      {requests === null
        ? Array.from({ length: 8 }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity but their place
            <li key={at} className={classes.card}>
              <Skeleton height={10} width="40%" radius={4} my={5} />
              <Skeleton height={12} width="85%" radius={4} my={10} />
              <Skeleton height={10} width="60%" radius={4} my={5} />
            </li>
          ))
        : requests.map((request) => (
            <li
              key={request.code}
              className={classes.card}
              data-last={request.code === lastOpened || undefined}
            >
              {isSelecting && <SelectBox code={request.code} shown={shown} on="card" />}
              <Card request={request} />
            </li>
          ))}
    </ul>
  );
}

function Card({ request }: { request: ListItem }) {
  const assignee = request.status.startsWith('qa') ? request.qaAgent : request.operator;
  return (
    <>
      <div className={classes.line}>
        <StatusWord status={request.status} />
        <span className={classes.marks}>
          <Marks request={request} />
          <ScheduleNote request={request} />
          <Priority priority={request.priority} />
        </span>
      </div>
      <Link
        to="/requests/$code"
        params={{ code: request.code }}
        className={classes.title}
        data-row-link={request.code}
      >
        {[requestType(request.type).name, request.variant, request.partnerName]
          .filter((part) => part !== null)
          .join(' – ')}
      </Link>
      <div className={classes.line}>
        <span className={classes.meta}>
          <span className="mono">{request.code}</span>
          <RelativeTime at={request.createdAt} />
          {/* P4: nobody else is sent one. */}
          <Price price={request.price} />
        </span>
        <span className={classes.who}>
          <Person person={assignee ?? request.requester} />
        </span>
      </div>
    </>
  );
}

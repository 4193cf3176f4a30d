import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarClock, ChevronDown, ChevronUp, MessageCircleQuestion, Undo2 } from 'lucide-react';
import type { ListItem } from '../../../domain/api/requests.ts';
import { PRIORITY_NAMES, type Priority as PriorityKey } from '../../../domain/requests/request.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { formatDay, formatMoney } from '../../format.ts';
import { Mark } from '../../ui/mark.tsx';
import { StatusWord } from '../../ui/status.tsx';
import { common } from '../../words/common.ts';
import { listWords as words } from '../../words/list.ts';
import classes from './list.module.css';

/** The row's real link: keyboard, middle click and "open in new tab" come with it. */
export function CodeLink({ request }: { request: ListItem }) {
  return (
    <Link
      to="/requests/$code"
      params={{ code: request.code }}
      className={`mono ${classes.code}`}
      data-row-link={request.code}
    >
      {request.code}
    </Link>
  );
}

export function TypeName({ request }: { request: ListItem }) {
  const { name } = requestType(request.type);
  // For XML files the variant is the state, which has its own column.
  const variant = request.partnerName === null ? null : request.variant;
  return (
    <span className={classes.clip} title={variant === null ? name : `${name} – ${variant}`}>
      {/* The code's prefix shows the type: the width is the sub-type's, which says more. */}
      {variant !== null && <VisuallyHidden>{name} – </VisuallyHidden>}
      {variant ?? name}
    </span>
  );
}

export function Partner({ request }: { request: ListItem }) {
  const text = request.partnerName ?? request.variant;
  return (
    text !== null && (
      <span className={classes.clip} title={text}>
        {text}
      </span>
    )
  );
}

/** Normal priority is silent. */
export function Priority({ priority }: { priority: PriorityKey }) {
  if (priority === 'normal') return null;
  const Icon = priority === 'high' ? ChevronUp : ChevronDown;
  return (
    <span className={classes.priority} data-priority={priority}>
      <Icon size={14} aria-hidden="true" />
      {PRIORITY_NAMES[priority]}
    </span>
  );
}

export function StatusCell({ request }: { request: ListItem }) {
  return (
    <span className={classes.statusCell}>
      <StatusWord status={request.status} />
      <Marks request={request} />
    </span>
  );
}

export function Marks({ request }: { request: ListItem }) {
  return (
    <>
      {request.updateRequested && (
        <Mark label={common.updateAsked} tone="warn">
          <MessageCircleQuestion size={14} />
        </Mark>
      )}
      {request.previouslyRejected && (
        <Mark label={common.rejectedBefore} tone="quiet">
          <Undo2 size={14} />
        </Mark>
      )}
    </>
  );
}

export function ScheduleNote({ request }: { request: ListItem }) {
  if (request.scheduledOn === null) return null;
  const day = formatDay(request.scheduledOn);
  return (
    <Mark label={words.scheduledFor(day, request.scheduledTimezone ?? '')} tone="quiet">
      <CalendarClock size={14} />
    </Mark>
  );
}

/** D1, P4: what it was before the discount is struck through, for eyes and for screen readers. */
export function Price({ price }: { price: ListItem['price'] }) {
  if (price === null || price === undefined) return null;
  const { total, final } = price;
  return (
    <span className={classes.price}>
      {total !== final && (
        <>
          <s>{formatMoney(total)}</s>
          <VisuallyHidden> {words.beforeDiscount} </VisuallyHidden>
        </>
      )}
      <span>{formatMoney(final)}</span>
    </span>
  );
}

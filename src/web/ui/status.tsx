import type { ReactNode } from 'react';
import { STATUS_NAMES, type Status } from '../../domain/requests/request.ts';
import classes from './status.module.css';

/** Hue and shape both differ per status: nobody has to tell two colours apart. */
const RING = <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const SHAPES: Readonly<Record<Status, ReactNode>> = {
  scheduled: (
    <>
      {RING}
      <path
        d="M7 4.2V7l2 1.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
    </>
  ),
  pending_approval: (
    <path
      d="M7 1.2 12.8 7 7 12.8 1.2 7Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  pending: RING,
  in_progress: (
    <>
      {RING}
      <path d="M7 3.8a3.2 3.2 0 0 1 0 6.4Z" fill="currentColor" />
    </>
  ),
  qa_pending: (
    <rect
      x="1.9"
      y="1.9"
      width="10.2"
      height="10.2"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
  qa_in_progress: (
    <>
      <rect
        x="1.9"
        y="1.9"
        width="10.2"
        height="10.2"
        rx="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M7 4.2h2.8v5.6H7Z" fill="currentColor" />
    </>
  ),
  blocked: (
    <path
      d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5ZM3.8 6.1v1.8h6.4V6.1Z"
      fill="currentColor"
      fillRule="evenodd"
    />
  ),
  completed: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path
        d="m4.4 7.2 1.8 1.8 3.4-3.8"
        fill="none"
        stroke="var(--bg)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  cancelled: (
    <>
      {RING}
      <path
        d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
    </>
  ),
};

export function StatusDot({ status }: { status: Status }) {
  return (
    <svg className={classes.dot} data-status={status} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[status]}
    </svg>
  );
}

export function StatusWord({ status }: { status: Status }) {
  return (
    <span className={classes.status}>
      <StatusDot status={status} />
      <span className={classes.word}>{STATUS_NAMES[status]}</span>
    </span>
  );
}

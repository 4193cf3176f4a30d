import type { ReactNode } from 'react';
import type { UserState } from '../../../../domain/accounts.ts';
import { USER_STATE_NAMES } from '../../../words/users.ts';
import classes from './users.module.css';

const RING = <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
/** Hue and shape both differ per state. */
const SHAPES: Readonly<Record<UserState, ReactNode>> = {
  active: <circle cx="7" cy="7" r="5.25" fill="currentColor" />,
  invited: (
    <path
      d="M1.5 3.2h11v7.6h-11zM1.8 3.6 7 7.6l5.2-4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
    />
  ),
  waiting: (
    <path
      d="M7 1.2 12.8 7 7 12.8 1.2 7Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  deactivated: (
    <>
      {RING}
      <path d="M4 7h6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  erased: (
    <path d="m3.5 3.5 7 7m0-7-7 7" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
  ),
};

export function UserStateDot({ state }: { state: UserState }) {
  return (
    <svg className={classes.dot} data-state={state} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  );
}

export function UserStateWord({ state }: { state: UserState }) {
  return (
    <span className={classes.state}>
      <UserStateDot state={state} />
      {USER_STATE_NAMES[state]}
    </span>
  );
}

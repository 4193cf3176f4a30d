import type { ReactNode } from 'react';
import type { PriceListState } from '../../../../domain/api/prices.ts';
import { PRICE_LIST_STATE_NAMES } from '../../../words/prices.ts';
import classes from './prices.module.css';

const RING = { cx: 7, cy: 7, r: 5.25, fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 };
/** The shape says it as well as the hue. */
const SHAPES: Readonly<Record<PriceListState, ReactNode>> = {
  draft: <circle {...RING} strokeDasharray="2.4 2.1" />,
  upcoming: (
    <>
      <circle {...RING} />
      <path d="M7 4.2V7l2 1.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  in_force: <circle cx="7" cy="7" r="6" fill="currentColor" />,
  past: <circle {...RING} />,
  withdrawn: (
    <>
      <circle {...RING} />
      <path d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
};

export function PriceListStateWord({ state }: { state: PriceListState }) {
  return (
    <span className={classes.state} data-state={state}>
      <svg className={classes.dot} viewBox="0 0 14 14" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      {PRICE_LIST_STATE_NAMES[state]}
    </span>
  );
}

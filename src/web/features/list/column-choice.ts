import type { ColumnSizingState, ColumnVisibilityState, Updater } from '@tanstack/react-table';
import { useRemembered } from '../../ui/remembered.ts';
import { COLUMN_NAMES, type ColumnKey } from '../../words/list.ts';

const COLUMN_KEYS = Object.keys(COLUMN_NAMES) as ColumnKey[];
/** Always there: it is the row's link. */
export const FIXED_COLUMN: ColumnKey = 'code';
/** From this window width on, all columns fit without scrolling sideways; a price takes room too. */
const ROOM_FOR_ALL_PX = 1_400;
const ROOM_WITH_PRICES_PX = 1_520;

export interface ColumnChoice {
  /** P4: the price is among them for its readers only. */
  readonly keys: readonly ColumnKey[];
  readonly visibility: ColumnVisibilityState;
  readonly sizing: ColumnSizingState;
  readonly setSizing: (updater: Updater<ColumnSizingState>) => void;
  readonly isVisible: (column: ColumnKey) => boolean;
  readonly toggle: (column: ColumnKey) => void;
  readonly reset: () => void;
}

/** Which columns show and how wide they are, remembered in this browser. */
export function useColumnChoice(seesPrices: boolean): ColumnChoice {
  const [hidden, setHidden] = useRemembered<readonly ColumnKey[]>('list-hidden', (stored) =>
    Array.isArray(stored)
      ? COLUMN_KEYS.filter((key) => key !== FIXED_COLUMN && stored.includes(key))
      : defaultHidden(seesPrices),
  );
  const [sizing, setSizing] = useRemembered<ColumnSizingState>('list-widths', readSizing);
  return {
    keys: seesPrices ? COLUMN_KEYS : COLUMN_KEYS.filter((key) => key !== 'price'),
    visibility: Object.fromEntries(hidden.map((key) => [key, false])),
    sizing,
    setSizing,
    isVisible: (column) => !hidden.includes(column),
    toggle: (column) =>
      setHidden((before) =>
        before.includes(column) ? before.filter((key) => key !== column) : [...before, column],
      ),
    reset: () => {
      setHidden(defaultHidden(seesPrices));
      setSizing({});
    },
  };
}

function defaultHidden(seesPrices: boolean): readonly ColumnKey[] {
  const room = seesPrices ? ROOM_WITH_PRICES_PX : ROOM_FOR_ALL_PX;
  return window.innerWidth < room ? ['team'] : [];
}

function readSizing(stored: unknown): ColumnSizingState {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([key, width]) => Object.hasOwn(COLUMN_NAMES, key) && typeof width === 'number',
    ),
  );
}

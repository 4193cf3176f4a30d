import type { ColumnSizingState, ColumnVisibilityState, Updater } from '@tanstack/react-table';
import { useRemembered } from '../../ui/remembered.ts';
import { COLUMN_NAMES, type ColumnKey } from '../../words/list.ts';

export const COLUMN_KEYS = Object.keys(COLUMN_NAMES) as ColumnKey[];
/** Always there: it is the row's link. */
export const FIXED_COLUMN: ColumnKey = 'code';
/** From this window width on, all columns fit without scrolling sideways. */
const ROOM_FOR_ALL_PX = 1_400;

export interface ColumnChoice {
  readonly visibility: ColumnVisibilityState;
  readonly sizing: ColumnSizingState;
  readonly setSizing: (updater: Updater<ColumnSizingState>) => void;
  readonly isVisible: (column: ColumnKey) => boolean;
  readonly toggle: (column: ColumnKey) => void;
  readonly reset: () => void;
}

/** Which columns show and how wide they are, remembered in this browser. */
export function useColumnChoice(): ColumnChoice {
  const [hidden, setHidden] = useRemembered<readonly ColumnKey[]>('list-hidden', (stored) =>
    Array.isArray(stored)
      ? COLUMN_KEYS.filter((key) => key !== FIXED_COLUMN && stored.includes(key))
      : defaultHidden(),
  );
  const [sizing, setSizing] = useRemembered<ColumnSizingState>('list-widths', readSizing);
  return {
    visibility: Object.fromEntries(hidden.map((key) => [key, false])),
    sizing,
    setSizing,
    isVisible: (column) => !hidden.includes(column),
    toggle: (column) =>
      setHidden((before) =>
        before.includes(column) ? before.filter((key) => key !== column) : [...before, column],
      ),
    reset: () => {
      setHidden(defaultHidden());
      setSizing({});
    },
  };
}

function defaultHidden(): readonly ColumnKey[] {
  return window.innerWidth < ROOM_FOR_ALL_PX ? ['team'] : [];
}

function readSizing(stored: unknown): ColumnSizingState {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([key, width]) => Object.hasOwn(COLUMN_NAMES, key) && typeof width === 'number',
    ),
  );
}

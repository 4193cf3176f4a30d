import { type MouseEvent, useEffect, useRef } from 'react';
import { selectionWords as words } from '../../words/bulk.ts';
import classes from './selection.module.css';
import { toggle, togglePage, toggleTo, useIsSelected, usePageState } from './selection.ts';

/** Shift extends the selection from the row picked last; the text between must not be marked. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}

interface Props {
  readonly code: string;
  readonly shown: readonly string[];
  /** Its target: the whole cell of a table, or a whole card. */
  readonly on: 'cell' | 'card';
}

/** One row's box. Renders by itself when the row is picked. */
export function SelectBox({ code, shown, on }: Props) {
  const isSelected = useIsSelected(code);
  return (
    <label className={on === 'cell' ? classes.target : classes.card} onMouseDown={keepText}>
      <input
        type="checkbox"
        className={classes.box}
        aria-label={words.row(code)}
        checked={isSelected}
        // A change is a click, of the mouse or by the space bar, and knows the shift key.
        onChange={({ nativeEvent }) => {
          const isRange = nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey;
          if (isRange) toggleTo(code, shown);
          else toggle(code);
        }}
      />
    </label>
  );
}

/** The head's box: the whole page, or what is left of it. */
export function SelectPageBox({ shown }: { shown: readonly string[] }) {
  const state = usePageState(shown);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <label className={classes.target}>
      <input
        ref={box}
        type="checkbox"
        className={classes.box}
        aria-label={words.page}
        checked={state === 'all'}
        disabled={shown.length === 0}
        onChange={() => togglePage(shown)}
      />
    </label>
  );
}

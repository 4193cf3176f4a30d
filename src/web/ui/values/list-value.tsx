import { useState } from 'react';
import { plural, valueWords, words } from '../../words/forms.ts';
import { CopyButton } from '../copy-button.tsx';
import classes from './values.module.css';

const FOLD_ABOVE = 12;
const SHOWN_FOLDED = 8;

/** One entry on each line; long lists fold. Copying and printing give all of them, folded or not. */
export function ListValue(props: {
  readonly entries: readonly string[];
  readonly noun: string;
  readonly label: string;
}) {
  const { entries, noun, label } = props;
  const [open, setOpen] = useState(false);
  const folds = entries.length > FOLD_ABOVE;
  return (
    <div className={classes.withCopy}>
      <div className={classes.entries}>
        <ul>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries may repeat and never move
            <li key={index} data-folded={(folds && !open && index >= SHOWN_FOLDED) || undefined}>
              {entry}
            </li>
          ))}
        </ul>
        {folds && (
          <button type="button" className={classes.fold} onClick={() => setOpen(!open)}>
            {open ? valueWords.showFewer : valueWords.showAll(entries.length)}
          </button>
        )}
        {!folds && entries.length > 3 && (
          <span className={classes.count}>{words.count(entries.length, noun)}</span>
        )}
      </div>
      <CopyButton text={entries.join('\n')} what={`${label} (${plural(noun, 2)})`} />
    </div>
  );
}

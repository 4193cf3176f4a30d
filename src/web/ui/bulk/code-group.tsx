import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { bulkWords as words } from '../../words/bulk.ts';
import { CopyButton } from '../copy-button.tsx';
import classes from './bulk.module.css';

const AT_FIRST = 24;

interface Props {
  /** What these have in common. */
  readonly head: ReactNode;
  readonly codes: readonly string[];
  /** False where there is nothing behind them. */
  readonly isLinked?: boolean;
}

/** Codes as links, in another tab: what is being decided here stays; and a button to copy them. */
export function CodeGroup({ head, codes, isLinked = true }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? codes : codes.slice(0, AT_FIRST);
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <div className={classes.reason}>{head}</div>
        {codes.length > 1 && <span className={classes.dim}>{codes.length}</span>}
        <CopyButton text={codes.join('\n')} what={words.codes} />
      </div>
      <ul className={classes.codeList}>
        {shown.map((code) => (
          <li key={code}>
            {isLinked ? (
              <Link
                to="/requests/$code"
                params={{ code }}
                target="_blank"
                preload={false}
                className={`mono ${classes.code}`}
              >
                {code}
              </Link>
            ) : (
              <span className={`mono ${classes.wrongCode}`}>{code}</span>
            )}
          </li>
        ))}
      </ul>
      {shown.length < codes.length && (
        <button type="button" className={classes.more} onClick={() => setShowsAll(true)}>
          {words.showAll(codes.length)}
        </button>
      )}
    </div>
  );
}

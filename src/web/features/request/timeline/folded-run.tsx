import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import type { FileRef, HistoryEvent } from '../../../../domain/api/requests.ts';
import type { RequestType } from '../../../../domain/requests/define.ts';
import { RelativeTime } from '../../../ui/time.tsx';
import { timeline as words } from '../../../words/request.ts';
import { EventRow } from './event-row.tsx';
import classes from './timeline.module.css';

/** A run of small events in one line; unfolds in place. */
export function FoldedRun(props: {
  readonly events: readonly HistoryEvent[];
  readonly isOldestFirst: boolean;
  readonly type: RequestType;
  readonly files: readonly FileRef[];
  readonly onRedact: ((event: HistoryEvent) => void) | null;
}) {
  const { events, isOldestFirst, ...rest } = props;
  const [isOpen, setOpen] = useState(false);
  const newest = events[0];
  const shown = isOldestFirst ? events.toReversed() : events;
  return (
    <>
      <li className={classes.event}>
        <span className={classes.icon}>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </span>
        <div className={classes.body}>
          <p className={classes.sentence}>
            <span className={classes.quiet}>{words.folded(events.length)}</span>{' '}
            <button
              type="button"
              className={classes.inline}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? words.hideFolded : words.showFolded}
            </button>
            {newest !== undefined && !isOpen && (
              <span className={classes.when}>
                <RelativeTime at={newest.at} />
              </span>
            )}
          </p>
        </div>
      </li>
      {isOpen && shown.map((event) => <EventRow key={event.id} event={event} {...rest} />)}
    </>
  );
}

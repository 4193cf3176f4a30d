import { Button } from '@mantine/core';
import { ArrowDownUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { HistoryEvent, RequestDetail } from '../../../../domain/api/requests.ts';
import { hasRole } from '../../../../domain/people.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { useMe } from '../../../api/queries.ts';
import { useRemembered } from '../../../ui/remembered.ts';
import { timeline as words } from '../../../words/request.ts';
import { ComposerPlace } from '../composer/composer-place.tsx';
import { entriesOf } from './entries.ts';
import { EventRow } from './event-row.tsx';
import { FoldedRun } from './folded-run.tsx';
import classes from './timeline.module.css';
import { useTimeline } from './use-timeline.ts';

const Composer = lazy(() => import('../composer/composer.tsx'));
const RedactDialog = lazy(() => import('./redact-dialog.tsx'));

/** R3, L18: everything that happened, in the order this person prefers, and where comments are written. */
export function Timeline({ request }: { request: RequestDetail }) {
  const [isOldestFirst, setOldestFirst] = useRemembered(
    'timeline-oldest-first',
    (stored) => stored === true,
  );
  const history = useTimeline(request);
  const [redacting, setRedacting] = useState<HistoryEvent | null>(null);
  const mayRedact = hasRole(useMe(), 'admin');
  const type = requestType(request.type);
  const entries = entriesOf(history.events);
  const shown = isOldestFirst ? entries.toReversed() : entries;
  const rest = { type, files: request.files, onRedact: mayRedact ? setRedacting : null };
  const older = <Older history={history} />;
  const composer = (
    <Suspense fallback={<ComposerPlace />}>
      <Composer request={request} />
    </Suspense>
  );
  return (
    <section className={classes.timeline} aria-labelledby="history">
      <header className={classes.head}>
        <h2 id="history">{words.title}</h2>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={classes.order}
          leftSection={<ArrowDownUp size={14} />}
          onClick={() => setOldestFirst((now) => !now)}
        >
          {isOldestFirst ? words.oldestFirst : words.newestFirst}
        </Button>
      </header>
      {isOldestFirst ? older : composer}
      <ol className={classes.events}>
        {shown.map((entry) =>
          entry.kind === 'event' ? (
            <EventRow key={entry.event.id} event={entry.event} {...rest} />
          ) : (
            <FoldedRun
              key={`run-${entry.events.at(-1)?.id}`}
              events={entry.events}
              isOldestFirst={isOldestFirst}
              {...rest}
            />
          ),
        )}
      </ol>
      {isOldestFirst ? composer : older}
      {redacting !== null && (
        <Suspense fallback={null}>
          <RedactDialog
            code={request.code}
            event={redacting}
            onClose={() => setRedacting(null)}
            onRemoved={() => void history.reload(redacting.id)}
          />
        </Suspense>
      )}
    </section>
  );
}

function Older({ history }: { history: ReturnType<typeof useTimeline> }) {
  if (!history.hasOlder) return null;
  return (
    <div className={classes.older}>
      <Button
        variant="default"
        size="xs"
        loading={history.isLoading}
        onClick={() => void history.loadOlder()}
      >
        {words.showOlder}
      </Button>
      {history.hasFailed && <span role="alert">{words.olderFailed}</span>}
    </div>
  );
}

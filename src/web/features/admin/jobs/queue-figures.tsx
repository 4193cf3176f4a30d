import type { JobsView } from '../../../../domain/api/jobs.ts';
import { formatCount } from '../../../format.ts';
import { RelativeTime } from '../../../ui/time.tsx';
import { jobsWords as words } from '../../../words/jobs.ts';
import classes from './jobs.module.css';

/** How much waits, how long already, and who works on it. */
export function QueueFigures({ queue }: { queue: JobsView['queue'] }) {
  const { ready, running, oldestReadyAt, workers } = queue;
  return (
    <dl className={classes.figures}>
      <div>
        <dt title={words.workersHelp}>{words.workers}</dt>
        <dd data-tone={workers === 0 ? 'bad' : undefined}>{formatCount(workers)}</dd>
      </div>
      <div>
        <dt>{words.running}</dt>
        <dd>{formatCount(running)}</dd>
      </div>
      <div>
        <dt title={words.readyHelp}>{words.ready}</dt>
        <dd>{formatCount(ready)}</dd>
      </div>
      <div>
        <dt>{words.oldest}</dt>
        <dd>
          {oldestReadyAt === null ? (
            <span className={classes.dim}>{words.nothingWaits}</span>
          ) : (
            <RelativeTime at={oldestReadyAt} />
          )}
        </dd>
      </div>
    </dl>
  );
}

import { Info } from 'lucide-react';
import type { HistoryEvent, RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { useMe } from '../../../api/queries.ts';
import { formatDay } from '../../../format.ts';
import { nameOf } from '../../../ui/name-of.ts';
import { edit as words } from '../../../words/request.ts';
import { Changes } from '../timeline/changes.tsx';
import { outlookOf } from './content.ts';
import classes from './edit.module.css';

/** What saving will do besides, said before it happens. */
export function Notices({ request, values }: { request: RequestDetail; values: Values }) {
  const outlook = outlookOf(request, values, useMe());
  const lines: string[] = [];
  if (outlook === 'waits') lines.push(words.willWait);
  if (outlook === 'waits_again') lines.push(words.willWaitAgain);
  if (outlook === 'activates') lines.push(words.activates);
  if (outlook !== 'waits_again' && request.approvedBy !== null) {
    lines.push(words.approved(nameOf(request.approvedBy)));
  }
  if (request.status === 'pending' && request.scheduledOn !== null) {
    lines.push(words.dateSettled(formatDay(request.scheduledOn)));
  }
  return (
    <div role="status">
      {lines.map((line) => (
        <p key={line} className={classes.notice} data-tone={outlook === null ? 'quiet' : 'warn'}>
          <Info size={16} aria-hidden="true" />
          {line}
        </p>
      ))}
    </div>
  );
}

/** A draft knows nothing of edits that came after it: what they changed is said, not overwritten unseen. */
export function DraftIsOlder({
  request,
  savedAt,
}: {
  request: RequestDetail;
  savedAt: string | null;
}) {
  if (savedAt === null) return null;
  const later = request.events.filter(
    (event: HistoryEvent) => ['edit', 'correct'].includes(event.action) && event.at > savedAt,
  );
  if (later.length === 0) return null;
  return (
    <div className={classes.conflict} role="alert">
      <p className={classes.conflictTitle}>{words.changedAfterDraft}</p>
      {later.map((event) => (
        <Changes
          key={event.id}
          event={event}
          type={requestType(request.type)}
          files={request.files}
        />
      ))}
    </div>
  );
}

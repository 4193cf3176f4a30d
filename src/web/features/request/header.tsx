import { ChevronDown, ChevronUp, MessageCircleQuestion, RotateCcw, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { requestTitle } from '../../../domain/requests/naming.ts';
import { PRIORITY_NAMES } from '../../../domain/requests/request.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { nameOf } from '../../ui/name-of.ts';
import { useDocumentTitle } from '../../ui/page.tsx';
import { StatusWord } from '../../ui/status.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { page as words } from '../../words/request.ts';
import classes from './header.module.css';
import { NextStep } from './next-step.tsx';

/** Which request this is, how it stands and who must act next. */
export function Header({ request, children }: { request: RequestDetail; children: ReactNode }) {
  const title = requestTitle(requestType(request.type), request.values);
  useDocumentTitle(`${request.code} ${title}`);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <div className={classes.line}>
          <span className={`mono ${classes.code}`}>{request.code}</span>
          <CopyButton text={request.code} what={words.code} />
          <StatusWord status={request.status} />
          <Priority priority={request.priority} />
          <Marks request={request} />
        </div>
        <h1 className={classes.title}>{title}</h1>
        <NextStep request={request} />
      </div>
      {children}
    </header>
  );
}

/** Normal priority is silent. */
function Priority({ priority }: Pick<RequestDetail, 'priority'>) {
  if (priority === 'normal') return null;
  const Icon = priority === 'high' ? ChevronUp : ChevronDown;
  return (
    <span className={classes.mark} data-tone={priority === 'high' ? 'warn' : 'quiet'}>
      <Icon size={14} aria-hidden="true" />
      {words.priority(PRIORITY_NAMES[priority])}
    </span>
  );
}

/** What somebody about to act should know besides. */
function Marks({ request }: { request: RequestDetail }) {
  const { updateRequestedAt, updateRequestedBy, uncancelledBy, uncancelledAt } = request;
  return (
    <>
      {updateRequestedAt !== null && (
        <span className={classes.mark} data-tone="warn">
          <MessageCircleQuestion size={14} aria-hidden="true" />
          <span>
            {words.updateAsked(updateRequestedBy === null ? null : nameOf(updateRequestedBy))},{' '}
            <RelativeTime at={updateRequestedAt} />
          </span>
        </span>
      )}
      {request.previouslyRejected && (
        <span className={classes.mark} data-tone="warn">
          <Undo2 size={14} aria-hidden="true" />
          {words.rejectedBefore}
        </span>
      )}
      {uncancelledBy !== null && uncancelledAt !== null && (
        <span className={classes.mark} data-tone="quiet">
          <RotateCcw size={14} aria-hidden="true" />
          <span>
            {words.uncancelledBy(nameOf(uncancelledBy))}, <RelativeTime at={uncancelledAt} />
          </span>
        </span>
      )}
    </>
  );
}

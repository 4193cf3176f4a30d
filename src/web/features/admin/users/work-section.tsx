import { Link } from '@tanstack/react-router';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { isFinal, STATUSES, type Status } from '../../../../domain/requests/request.ts';
import { formatCount } from '../../../format.ts';
import { Section } from '../../../ui/settings/section.tsx';
import { userWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

/** Narrow, because whatever is listed is likely to be unassigned together. */
function inHandStatuses({ operating, checking }: UserDetail['openRequests']): string {
  const statuses: readonly Status[] = [
    ...(operating > 0 ? (['in_progress'] as const) : []),
    ...(checking > 0 ? (['qa_in_progress'] as const) : []),
  ];
  return statuses.join(',');
}

const KINDS = ['requested', 'operating', 'checking'] as const;
const OPEN = STATUSES.filter((status) => !isFinal(status)).join(',');

/** What hangs on somebody: to be looked at before they are deactivated. */
export function WorkSection({ user }: { user: UserDetail }) {
  const { openRequests } = user;
  const inHand = inHandStatuses(openRequests);
  const person = String(user.id);
  const hasAny = KINDS.some((kind) => openRequests[kind] > 0);
  return (
    <Section title={words.workTitle} lead={words.workLead}>
      <dl className={`${classes.facts} ${classes.figures}`}>
        {KINDS.map((kind) => (
          <div key={kind} className={classes.fact}>
            <dt>{words.work[kind]}</dt>
            <dd>{openRequests[kind] === 0 ? words.noWork : formatCount(openRequests[kind])}</dd>
          </div>
        ))}
      </dl>
      {inHand !== '' && (
        <p>
          <Link to="/requests" search={{ view: 'all', person, status: inHand }}>
            {words.showInHand}
          </Link>
        </p>
      )}
      {hasAny && (
        <p>
          <Link to="/requests" search={{ view: 'all', person, status: OPEN }}>
            {words.showWork}
          </Link>
        </p>
      )}
    </Section>
  );
}

import { Anchor, Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SessionRow } from '../../../domain/api/users.ts';
import { myAccountQuery, useEndMySessions } from '../../api/account.ts';
import { failureText } from '../../ui/failure-text.ts';
import { SessionList } from '../../ui/sessions/session-list.tsx';
import { Section } from '../../ui/settings/section.tsx';
import { common } from '../../words/common.ts';
import { profileWords as words } from '../../words/profile.ts';
import classes from './profile.module.css';

/** Section 1: where this person is signed in; any of it but here can be ended from here. */
export function SessionsSection() {
  const account = useQuery(myAccountQuery);
  return (
    <Section title={words.sessionsTitle} lead={words.sessionsLead}>
      {account.data !== undefined ? (
        <Sessions sessions={account.data.sessions} />
      ) : account.isError ? (
        <p className={classes.note}>
          {words.sessionsFailed}{' '}
          <Anchor component="button" type="button" onClick={() => void account.refetch()}>
            {common.tryAgain}
          </Anchor>
        </p>
      ) : (
        <Skeleton height={58} radius={6} />
      )}
    </Section>
  );
}

function Sessions({ sessions }: { sessions: readonly SessionRow[] }) {
  const ending = useEndMySessions();
  const endingOthers = useEndMySessions();
  const failure = ending.error ?? endingOthers.error;
  const isAlone = sessions.every(({ isCurrent }) => isCurrent);
  return (
    <>
      <SessionList
        sessions={sessions}
        ending={ending.isPending && typeof ending.variables === 'number' ? ending.variables : null}
        onEnd={(id) => ending.mutate(id)}
      />
      {isAlone ? (
        <p className={classes.quiet}>{words.sessionsOnlyThis}</p>
      ) : (
        <div>
          <Button
            variant="default"
            loading={endingOthers.isPending}
            onClick={() => endingOthers.mutate('others')}
          >
            {words.sessionsEndOthers}
          </Button>
        </div>
      )}
      {failure !== null && (
        <p role="alert" className={classes.failed}>
          {failureText(failure)}
        </p>
      )}
    </>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { useMe } from '../../../api/queries.ts';
import { useEndUserSessions } from '../../../api/users.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { SessionList } from '../../../ui/sessions/session-list.tsx';
import { Section } from '../../../ui/settings/section.tsx';
import { showToast } from '../../../ui/toast.ts';
import { userWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

export function SessionsSection({ user }: { user: UserDetail }) {
  const { sessions } = user;
  const [isOpen, setOpen] = useState(false);
  const ending = useEndUserSessions(user.id);
  const endingAll = useEndUserSessions(user.id);
  // An admin who does it to themself stays signed in where they are.
  const isSelf = useMe().id === user.id;
  const endAll = isSelf ? words.endOthers : words.endAll;
  const hasAny = sessions.some(({ isCurrent }) => !isCurrent);
  return (
    <Section title={words.sessionsTitle} lead={words.sessionsLead}>
      {sessions.length === 0 ? (
        <p className={classes.dim}>{words.noSessions}</p>
      ) : (
        <>
          <SessionList
            sessions={sessions}
            ending={
              ending.isPending && typeof ending.variables === 'number' ? ending.variables : null
            }
            onEnd={(id) => ending.mutate(id)}
          />
          {hasAny && (
            <div>
              <Button
                variant="default"
                onClick={() => {
                  endingAll.reset();
                  setOpen(true);
                }}
              >
                {endAll}
              </Button>
            </div>
          )}
        </>
      )}
      <p role="alert" className={classes.failed}>
        {ending.isError && failureText(ending.error)}
      </p>
      <Confirm
        title={isSelf ? words.endOthersTitle : words.endAllTitle(user.name)}
        submit={endAll}
        tone="danger"
        isOpen={isOpen}
        isBusy={endingAll.isPending}
        failure={endingAll.error}
        onClose={() => setOpen(false)}
        onSubmit={() =>
          endingAll.mutate('all', {
            onSuccess: () => {
              setOpen(false);
              showToast({ text: isSelf ? words.endedOthers : words.endedAll(user.name) });
            },
          })
        }
      >
        <p>{words.endAllText}</p>
      </Confirm>
    </Section>
  );
}

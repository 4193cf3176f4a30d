import { Button } from '@mantine/core';
import { useState } from 'react';
import type { UserDetail } from '../../../../domain/api/users.ts';
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
          <div>
            <Button
              variant="default"
              onClick={() => {
                endingAll.reset();
                setOpen(true);
              }}
            >
              {words.endAll}
            </Button>
          </div>
        </>
      )}
      <p role="alert" className={classes.failed}>
        {ending.isError && failureText(ending.error)}
      </p>
      <Confirm
        title={words.endAllTitle(user.name)}
        submit={words.endAll}
        tone="danger"
        isOpen={isOpen}
        isBusy={endingAll.isPending}
        failure={endingAll.error}
        onClose={() => setOpen(false)}
        onSubmit={() =>
          endingAll.mutate('all', {
            onSuccess: () => {
              setOpen(false);
              showToast({ text: words.endedAll(user.name) });
            },
          })
        }
      >
        <p>{words.endAllText}</p>
      </Confirm>
    </Section>
  );
}

import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { useMe } from '../../../api/queries.ts';
import { useDeactivate } from '../../../api/users.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { showToast } from '../../../ui/toast.ts';
import { userWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

/** P7: the last admin stays, and the button says why. */
export function Deactivate({ user }: { user: UserDetail }) {
  const [isOpen, setOpen] = useState(false);
  const deactivating = useDeactivate(user.id);
  const reasonId = useId();
  const isSelf = useMe().id === user.id;
  const inHand = user.openRequests.operating + user.openRequests.checking;
  if (user.lastAdmin !== null) {
    return (
      <>
        <Button variant="default" disabled aria-describedby={reasonId}>
          {words.deactivate}
        </Button>
        <p id={reasonId} className={classes.reason}>
          {user.lastAdmin}
        </p>
      </>
    );
  }
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          deactivating.reset();
          setOpen(true);
        }}
      >
        {words.deactivate}
      </Button>
      <Confirm
        title={words.deactivateTitle(user.name)}
        submit={words.deactivateSubmit}
        tone="danger"
        isOpen={isOpen}
        isBusy={deactivating.isPending}
        failure={deactivating.error}
        onClose={() => setOpen(false)}
        onSubmit={() =>
          deactivating.mutate(undefined, {
            onSuccess: () => {
              setOpen(false);
              showToast({ text: words.deactivated(user.name) });
            },
          })
        }
      >
        <div className={classes.dialog}>
          {isSelf ? (
            <p className={classes.warns}>
              <TriangleAlert size={16} aria-hidden="true" />
              <span>{words.deactivateSelf}</span>
            </p>
          ) : (
            <p>{words.deactivateText(user.sessions.length)}</p>
          )}
          <p>{words.deactivateStays}</p>
          {inHand > 0 && (
            <p className={classes.warns}>
              <TriangleAlert size={16} aria-hidden="true" />
              <span>{words.deactivateWork(inHand)}</span>
            </p>
          )}
        </div>
      </Confirm>
    </>
  );
}

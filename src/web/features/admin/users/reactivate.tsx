import { Button } from '@mantine/core';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { useReactivate } from '../../../api/users.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { showToast } from '../../../ui/toast.ts';
import { userWords as words } from '../../../words/users.ts';
import classes from './user.module.css';

export function Reactivate({ user }: { user: UserDetail }) {
  const reactivating = useReactivate(user.id);
  return (
    <div>
      <Button
        variant="default"
        loading={reactivating.isPending}
        onClick={() =>
          reactivating.mutate(undefined, {
            onSuccess: () => showToast({ text: words.reactivated(user.name) }),
          })
        }
      >
        {words.reactivate}
      </Button>
      <p role="alert" className={classes.failed}>
        {reactivating.isError && failureText(reactivating.error)}
      </p>
    </div>
  );
}

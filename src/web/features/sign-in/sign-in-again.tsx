import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { keys, useMe } from '../../api/queries.ts';
import { resumeWaiting, useSessionEnded } from '../../api/session-end.ts';

const SignInDialog = lazy(() => import('./sign-in-dialog.tsx'));

/** Stands over the mounted page when the session has ended, and sends on what waited. */
export function SignInAgain() {
  const hasEnded = useSessionEnded();
  const me = useMe();
  const queryClient = useQueryClient();
  if (!hasEnded) return null;
  return (
    <Suspense fallback={null}>
      <SignInDialog
        email={me.email}
        name={me.name}
        onSignedIn={(session) => {
          queryClient.setQueryData(keys.session, session);
          resumeWaiting();
          void queryClient.invalidateQueries();
        }}
        // Somebody else must not inherit this page: everything in memory goes with the load.
        onLeave={() => location.assign('/sign-in')}
      />
    </Suspense>
  );
}

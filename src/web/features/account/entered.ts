import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { readSession } from '../../api/account.ts';
import { keys } from '../../api/queries.ts';

/** Goes in after a link has signed somebody in. */
export function useEntered(): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    const session = await readSession();
    // Whatever an earlier person of this browser had loaded goes before the next one sees it.
    client.clear();
    client.setQueryData(keys.session, session);
    router.history.replace('/');
  };
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { reportReachable, useReachable } from '../../api/connection.ts';
import { frame as words } from '../../words/frame.ts';
import classes from './frame.module.css';

const RETRY_MS = 4_000;

/** A thin bar while the server does not answer; when it does again, what is shown is refreshed. */
export function ConnectionBar() {
  const isReachable = useReachable();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (isReachable) return;
    // A single lost request does not mean a lost connection: it is asked again by itself, and
    // refreshing everything for it would ask for ever what a proxy gives up each time.
    let wasAway = false;
    const ask = async () => {
      try {
        const answer = await fetch('/healthz', { cache: 'no-store' });
        if (answer.ok) return reportReachable();
      } catch {
        // Still away; the next tick asks again.
      }
      wasAway = true;
    };
    void ask();
    const timer = setInterval(() => void ask(), RETRY_MS);
    const onOnline = () => void ask();
    addEventListener('online', onOnline);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onOnline);
      if (wasAway) void queryClient.invalidateQueries();
    };
  }, [isReachable, queryClient]);
  return (
    <div role="status">
      {!isReachable && <div className={classes.connection}>{words.connectionLost}</div>}
    </div>
  );
}

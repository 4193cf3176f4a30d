import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Bell, BellOff } from 'lucide-react';
import type { UnsubscribeView } from '../../../domain/api/notifications.ts';
import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import { ApiError } from '../../api/client.ts';
import { unsubscribeQuery, useUnsubscribe } from '../../api/notifications.ts';
import { Outside, OutsideTitle } from '../../ui/outside.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { unsubscribeWords as words } from '../../words/unsubscribe.ts';
import classes from './unsubscribe.module.css';

const route = getRouteApi('/unsubscribe');

/** N7, without signing in: mutes the mails of one event for whom the link was sent to. */
export function UnsubscribePage() {
  const { token } = route.useSearch();
  useDocumentTitle(words.title);
  return <Outside>{token === undefined ? <BadLink /> : <Choice token={token} />}</Outside>;
}

function Choice({ token }: { token: string }) {
  const view = useQuery(unsubscribeQuery(token));
  if (view.data !== undefined) return <Loaded token={token} view={view.data} />;
  if (view.isError) {
    // Whatever else is wrong with the token, another attempt would not mend it.
    const isRefused = view.error instanceof ApiError && view.error.problem.status < 500;
    return isRefused ? (
      <BadLink />
    ) : (
      <ErrorState error={view.error} onRetry={() => void view.refetch()} />
    );
  }
  return (
    <div aria-busy="true" className={classes.waiting}>
      <TextSkeleton width="70%" />
      <TextSkeleton />
      <TextSkeleton width="40%" />
    </div>
  );
}

function Loaded({ token, view }: { token: string; view: UnsubscribeView }) {
  const { event, email, isMuted } = view;
  const change = useUnsubscribe(token);
  const Icon = isMuted ? BellOff : Bell;
  return (
    <>
      <OutsideTitle title={words.title} lead={words.about(EVENT_NAMES[event], email)} />
      <p role="status" className={classes.state}>
        <Icon size={16} aria-hidden="true" />
        <span>{isMuted ? words.isMuted : words.isOn}</span>
      </p>
      <Button
        fullWidth
        variant={isMuted ? 'default' : 'filled'}
        loading={change.isPending}
        onClick={() => change.mutate(!isMuted)}
      >
        {isMuted ? words.undo : words.mute}
      </Button>
      <p role="alert" className={classes.failure}>
        {change.isError && words.failed}
      </p>
      <p className={classes.note}>
        {words.stays} <Link to="/profile">{words.toProfile}</Link>
      </p>
    </>
  );
}

function BadLink() {
  return (
    <>
      <OutsideTitle title={words.badTitle} lead={words.badText} />
      <p className={classes.note}>
        <Link to="/profile">{words.toProfile}</Link>
      </p>
    </>
  );
}

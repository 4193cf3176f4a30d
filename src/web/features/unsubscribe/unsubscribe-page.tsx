import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Bell, BellOff } from 'lucide-react';
import type { UnsubscribeView } from '../../../domain/api/notifications.ts';
import { EVENT_NAMES } from '../../../domain/notifications/events.ts';
import { ApiError } from '../../api/client.ts';
import { unsubscribeQuery, useUnsubscribe } from '../../api/notifications.ts';
import { Logo } from '../../ui/logo.tsx';
import { useDocumentTitle } from '../../ui/page.tsx';
import { TextSkeleton } from '../../ui/skeletons.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { common } from '../../words/common.ts';
import { unsubscribeWords as words } from '../../words/unsubscribe.ts';
import classes from './unsubscribe.module.css';

const route = getRouteApi('/unsubscribe');

/** N7, without signing in: mutes the mails of one event for whom the link was sent to. */
export function UnsubscribePage() {
  const { token } = route.useSearch();
  useDocumentTitle(words.title);
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Logo size={28} />
          <span>{common.product}</span>
        </div>
        {token === undefined ? <BadLink /> : <Choice token={token} />}
      </div>
    </main>
  );
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
    <div aria-busy="true" className={classes.title}>
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
      <h1 className={classes.title}>{words.title}</h1>
      <p className={classes.lead}>{words.about(EVENT_NAMES[event], email)}</p>
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
      <h1 className={classes.title}>{words.badTitle}</h1>
      <p className={classes.lead}>{words.badText}</p>
      <p className={classes.note}>
        <Link to="/profile">{words.toProfile}</Link>
      </p>
    </>
  );
}

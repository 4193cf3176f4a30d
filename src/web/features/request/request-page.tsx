import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { detailQuery } from '../../api/queries.ts';
import { ErrorState } from '../../ui/states.tsx';
import { ActionBar } from './actions/action-bar.tsx';
import { ActionFailure } from './actions/action-failure.tsx';
import { useActions } from './actions/use-actions.ts';
import { Content } from './content.tsx';
import { Facts } from './facts.tsx';
import { Header } from './header.tsx';
import classes from './request.module.css';
import { RequestSkeleton } from './request-skeleton.tsx';
import { Timeline } from './timeline/timeline.tsx';

const ActionDialog = lazy(() => import('./actions/action-dialog.tsx'));
const route = getRouteApi('/app/requests/$code');

/** One request: what was asked, how it stands, what happened, and what this person may do about it. */
export function RequestPage() {
  const code = route.useParams().code.toUpperCase();
  // Somebody else may have acted while this window was in the background.
  const detail = useQuery({ ...detailQuery(code), refetchOnWindowFocus: 'always' });
  if (detail.data !== undefined) {
    return <Loaded request={detail.data} loadedAtMs={detail.dataUpdatedAt} />;
  }
  if (detail.isError) {
    return <ErrorState as="page" error={detail.error} onRetry={() => void detail.refetch()} />;
  }
  return <RequestSkeleton code={code} />;
}

function Loaded({ request, loadedAtMs }: { request: RequestDetail; loadedAtMs: number }) {
  const actions = useActions(request);
  return (
    <div className={classes.page}>
      <Header request={request}>
        <ActionBar request={request} actions={actions} />
      </Header>
      <ActionFailure actions={actions} />
      <div className={classes.columns}>
        <div className={classes.content}>
          <Content request={request} />
        </div>
        <Facts request={request} loadedAtMs={loadedAtMs} />
        <Timeline request={request} />
      </div>
      {actions.open !== null && (
        <Suspense fallback={null}>
          <ActionDialog
            key={actions.open}
            request={request}
            action={actions.open}
            onClose={actions.close}
          />
        </Suspense>
      )}
    </div>
  );
}

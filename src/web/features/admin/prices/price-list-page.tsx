import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../../../api/client.ts';
import { priceListQuery } from '../../../api/prices.ts';
import { Page } from '../../../ui/page.tsx';
import { UnsavedGuard } from '../../../ui/settings/unsaved.tsx';
import { TextSkeleton } from '../../../ui/skeletons.tsx';
import { ErrorState, NotFound } from '../../../ui/states.tsx';
import { priceListsWords as words } from '../../../words/prices.ts';
import { DraftView } from './draft-view.tsx';
import classes from './prices.module.css';
import { PublishedView } from './published-view.tsx';

const route = getRouteApi('/app/admin/prices/$id');

/** One price list (M2). */
export function PriceListPage() {
  const { id } = route.useParams();
  return /^[1-9]\d{0,15}$/.test(id) ? <Loaded id={Number(id)} /> : <NotFound />;
}

function Loaded({ id }: { id: number }) {
  const { data: list, error, isError, refetch } = useQuery(priceListQuery(id));
  if (isError && (list === undefined || isGone(error))) {
    return <ErrorState as="page" error={error} onRetry={() => void refetch()} />;
  }
  if (list === undefined) return <Loading />;
  if (list.version !== null) return <PublishedView list={list} version={list.version} />;
  return (
    <UnsavedGuard>
      <DraftView key={list.id} list={list} />
    </UnsavedGuard>
  );
}

/** Discarded by somebody meanwhile. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'not_found';
}

function Loading() {
  return (
    <Page title={words.title} documentTitle={words.title} maxWidth={1120}>
      <div aria-busy="true" className={classes.ghost}>
        {['30%', '80%', '76%', '82%', '70%', '78%', '74%', '81%'].map((width) => (
          <TextSkeleton key={width} width={width} />
        ))}
      </div>
    </Page>
  );
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { requestTitle } from '../../../domain/requests/naming.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { detailQuery } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { edit as words } from '../../words/request.ts';
import type { Consequences } from './edit/edit-form.tsx';
import { Editor } from './edit/editor.tsx';
import { Notices } from './edit/notices.tsx';
import { draftNameOf, EDIT } from './edit/task.ts';
import { useRequesterZone } from './edit/use-requester-zone.ts';
import { useFirstDraft } from './use-first-draft.ts';

const route = getRouteApi('/app/requests/$code/edit');

/** L19: the whole form again, with what is stored. */
export function EditPage() {
  const code = route.useParams().code.toUpperCase();
  const detail = useQuery(detailQuery(code));
  if (detail.data !== undefined) return <Loaded request={detail.data} />;
  if (detail.isError) {
    return <ErrorState as="page" error={detail.error} onRetry={() => void detail.refetch()} />;
  }
  return <PageSkeleton />;
}

function Loaded({ request }: { request: RequestDetail }) {
  const { code } = request;
  const first = useFirstDraft(draftNameOf(EDIT, code));
  const timezone = useRequesterZone(request);
  const isReady = first.kind !== 'loading' && timezone !== null;
  return (
    <Page
      title={words.title(code)}
      documentTitle={words.title(code)}
      lead={requestTitle(requestType(request.type), request.values)}
      maxWidth={1000}
    >
      {isReady ? (
        <Editor
          task={EDIT}
          consequences={consequences}
          request={request}
          timezone={timezone}
          draft={first.kind === 'loaded' ? first.draft : null}
          keepsDraft={first.kind === 'loaded'}
          impossible={<Impossible request={request} />}
        />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

const consequences: Consequences = (request, form) => ({
  notices: <Notices request={request} values={form.read} />,
});

function Impossible({ request }: { request: RequestDetail }) {
  const reason = request.actions.find(({ action }) => action === 'edit')?.reason;
  return (
    <EmptyState title={words.impossibleTitle} actions={<Back code={request.code} />}>
      {reason && <p>{reason}.</p>}
    </EmptyState>
  );
}

function Back({ code }: { code: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/requests/$code" params={{ code }} {...props} />}
    >
      {words.open}
    </Button>
  );
}

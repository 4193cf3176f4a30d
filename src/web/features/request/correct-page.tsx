import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { RequestDetail } from '../../../domain/api/requests.ts';
import { canAdminister } from '../../../domain/permissions.ts';
import { ACTIONS } from '../../../domain/requests/actions.ts';
import { correctionForm } from '../../../domain/requests/correct-form.ts';
import { requestTitle } from '../../../domain/requests/naming.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { detailQuery, useMe } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { ErrorState, NotFound } from '../../ui/states.tsx';
import { correctWords as words } from '../../words/correct.ts';
import { storedForCorrection } from './correct/outlook.ts';
import { CorrectionSummary } from './correct/summary.tsx';
import type { Consequences } from './edit/edit-form.tsx';
import { Editor } from './edit/editor.tsx';
import { type ContentTask, draftNameOf } from './edit/task.ts';
import { useRequesterZone } from './edit/use-requester-zone.ts';
import { useFirstDraft } from './use-first-draft.ts';

const route = getRouteApi('/app/requests/$code/correct');

const CORRECT: ContentTask = {
  action: 'correct',
  formOf: (request) => correctionForm(requestType(request.type)),
  storedOf: storedForCorrection,
  submit: words.submit,
  saved: words.saved,
  peopleOf: (request) => ({ canCreate: request.type }),
};

/** Section 10: an admin puts right what was recorded wrongly, with what follows beside it. */
export function CorrectPage() {
  return canAdminister(useMe()) ? <Correct /> : <NotFound />;
}

function Correct() {
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
  const first = useFirstDraft(draftNameOf(CORRECT, code));
  const timezone = useRequesterZone(request);
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, {
    getInitialValueInEffect: false,
  });
  const consequences: Consequences = (base, form) => {
    const summary = <CorrectionSummary request={base} form={form} />;
    return isNarrow ? { notices: summary } : { notices: null, aside: summary };
  };
  return (
    <Page
      title={words.title(code)}
      documentTitle={words.title(code)}
      lead={
        <>
          {requestTitle(requestType(request.type), request.values)}
          <br />
          {ACTIONS.correct.explains}
        </>
      }
      maxWidth={1040}
    >
      {first.kind !== 'loading' && timezone !== null ? (
        <Editor
          task={CORRECT}
          consequences={consequences}
          request={request}
          timezone={timezone}
          draft={first.kind === 'loaded' ? first.draft : null}
          keepsDraft={first.kind === 'loaded'}
          // An admin may correct in every status; without the right there is no such page.
          impossible={<NotFound as="block" />}
        />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  );
}

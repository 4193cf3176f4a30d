import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { TEAM_NAMES } from '../../../domain/people.ts';
import { canCreate } from '../../../domain/permissions.ts';
import type { RequestType } from '../../../domain/requests/define.ts';
import { isRequestTypeKey, requestType } from '../../../domain/requests/types/index.ts';
import { useMe } from '../../api/queries.ts';
import { useStoredDraft } from '../../ui/form/use-draft.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { newRequest as words } from '../../words/new-request.ts';
import { draftName } from './draft-name.ts';
import { FormSkeleton } from './form-skeleton.tsx';
import classes from './new-request.module.css';
import { NewRequestForm } from './new-request-form.tsx';

const route = getRouteApi('/app/new/$type');

/** `/new/user_records`: one type's form. */
export function FormPage() {
  const { type: key } = route.useParams();
  const me = useMe();
  const type = isRequestTypeKey(key) ? requestType(key) : null;
  if (type === null || !canCreate(me, type)) {
    return <Refused type={type} />;
  }
  return <LoadedForm key={type.key} type={type} />;
}

function LoadedForm({ type }: { type: RequestType }) {
  const me = useMe();
  const draft = useStoredDraft(draftName(type));
  return (
    <Page
      title={words.formTitle(type.name)}
      documentTitle={words.formTitle(type.name)}
      lead={type.description}
      maxWidth={976}
      actions={<OtherTypes />}
    >
      {draft.isPending ? (
        <FormSkeleton />
      ) : (
        <NewRequestForm
          // Loaded after all: the form starts over with what was found.
          key={draft.isError ? 'without' : 'with'}
          type={type}
          me={me}
          draft={draft.data ?? null}
          onReload={draft.isError ? () => void draft.refetch() : null}
        />
      )}
    </Page>
  );
}

function Refused({ type }: { type: RequestType | null }) {
  const title = type === null ? words.unknownTitle : words.notYoursTitle;
  const teams = type?.teams.map((team) => TEAM_NAMES[team]).join(words.and) ?? '';
  return (
    <Page title={words.chooserTitle} documentTitle={words.chooserTitle}>
      <EmptyState title={title} actions={<OtherTypes />}>
        {type !== null && <p>{words.notYoursText(type.name, teams)}</p>}
      </EmptyState>
    </Page>
  );
}

function OtherTypes() {
  return (
    <Button
      variant="default"
      size="sm"
      className={classes.otherTypes}
      leftSection={<ArrowLeft size={15} />}
      renderRoot={(props) => <Link to="/new" {...props} />}
    >
      {words.otherTypes}
    </Button>
  );
}

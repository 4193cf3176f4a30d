import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Draft } from '../../../domain/api/drafts.ts';
import type { Me } from '../../../domain/api/people.ts';
import type { CreateAnswer, CreateBody } from '../../../domain/api/requests.ts';
import { TEAMS } from '../../../domain/people.ts';
import type { RequestType, Values } from '../../../domain/requests/define.ts';
import { initialValues } from '../../../domain/requests/request-form.ts';
import { useCreateRequest } from '../../api/commands.ts';
import { useSession } from '../../api/queries.ts';
import { DraftStatus } from '../../ui/form/draft-notice.tsx';
import { RequestFormView } from '../../ui/form/form-view.tsx';
import { omitNames } from '../../ui/form/raw-values.ts';
import { type Submission, useRequestForm } from '../../ui/form/use-request-form.ts';
import { showToast } from '../../ui/toast.ts';
import { draftWords } from '../../words/forms.ts';
import { newRequest as words } from '../../words/new-request.ts';
import { draftName } from './draft-name.ts';
import classes from './new-request.module.css';
import { Summary } from './summary.tsx';
import { ASIDE, ON_BEHALF_OF, TEAM, usePeople, useRequester, useWholeForm } from './whom.ts';

const ASIDE_NAMES: ReadonlySet<string> = new Set(ASIDE);

interface Props {
  readonly type: RequestType;
  readonly me: Me;
  readonly draft: Draft | null;
  /** Set when a stored draft could not be read: it must not be written over. */
  readonly onReload: (() => void) | null;
}

export function NewRequestForm({ type, me, draft, onReload }: Props) {
  const { settings } = useSession();
  const navigate = useNavigate();
  const create = useCreateRequest();
  const [chosen, setChosen] = useState<unknown>(draft?.extra[ON_BEHALF_OF]);
  const requester = useRequester(me, type, chosen);
  const whole = useWholeForm(me, type, requester);
  const { people, describePerson } = usePeople(type);
  const initial = useMemo(() => initialValues(type), [type]);
  const form = useRequestForm<CreateAnswer>({
    form: whole,
    initial,
    timezone: requester?.timezone ?? me.timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName: onReload === null ? draftName(type) : null,
    draft,
    aside: ASIDE,
    onChange: (raw) => setChosen(raw[ON_BEHALF_OF]),
    submit: (values, sent) =>
      create.mutateAsync({ body: bodyOf(type, values, sent), idempotencyKey: sent.idempotencyKey }),
    onDone: ({ code }) => {
      showToast({ text: words.created(code) });
      void navigate({ to: '/requests/$code', params: { code } });
    },
  });
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const aside = <Summary form={form} type={type} me={me} requester={requester} />;
  return (
    <div className={classes.columns}>
      <div>
        {onReload !== null && <DraftMissing onReload={onReload} />}
        <RequestFormView
          form={form}
          people={people}
          describePerson={describePerson}
          foot={
            <>
              {narrow && aside}
              <div className={classes.foot}>
                <Button type="submit" loading={form.submitting}>
                  {words.submit}
                </Button>
                <DraftStatus draft={form.draft} />
              </div>
            </>
          }
        />
      </div>
      {!narrow && aside}
    </div>
  );
}

function DraftMissing({ onReload }: { onReload: () => void }) {
  return (
    <div className={classes.draftMissing} role="alert">
      <span>{draftWords.notLoaded}</span>
      <Button variant="default" size="xs" onClick={onReload}>
        {draftWords.load}
      </Button>
    </div>
  );
}

function bodyOf(type: RequestType, values: Values, sent: Submission): CreateBody {
  const team = TEAMS.find((candidate) => candidate === values[TEAM]);
  const onBehalfOf = values[ON_BEHALF_OF];
  return {
    type: type.key,
    values: omitNames(values, ASIDE_NAMES),
    ...(team === undefined ? {} : { team }),
    ...(typeof onBehalfOf === 'number' ? { onBehalfOf } : {}),
    ...sent.draft,
  };
}

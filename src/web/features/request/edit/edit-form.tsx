import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import type { Draft } from '../../../../domain/api/drafts.ts';
import type { FileRef, RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { ApiError } from '../../../api/client.ts';
import { useAct } from '../../../api/commands.ts';
import { keys, useSession } from '../../../api/queries.ts';
import { DraftStatus } from '../../../ui/form/draft-notice.tsx';
import { RequestFormView } from '../../../ui/form/form-view.tsx';
import { rawValues } from '../../../ui/form/raw-values.ts';
import { type RequestForm, useRequestForm } from '../../../ui/form/use-request-form.ts';
import { showToast } from '../../../ui/toast.ts';
import { edit as words } from '../../../words/request.ts';
import { Conflict } from './conflict.tsx';
import classes from './edit.module.css';
import { merged, theirChanges } from './merge.ts';
import { DraftIsOlder } from './notices.tsx';
import { type ContentTask, draftNameOf } from './task.ts';

/** What saving will do besides, said while somebody types: above the button, or beside the form. */
export type Consequences = (
  request: RequestDetail,
  form: RequestForm,
) => { readonly notices: ReactNode; readonly aside?: ReactNode };

export function EditForm(props: {
  readonly task: ContentTask;
  readonly consequences: Consequences;
  readonly base: RequestDetail;
  readonly fresh: RequestDetail;
  readonly initial: Values;
  readonly files: readonly FileRef[];
  readonly timezone: string;
  readonly draft: Draft | null;
  readonly keepsDraft: boolean;
  readonly onTakeOver: (initial: Values, files: readonly FileRef[]) => void;
}) {
  const { task, base, fresh, initial, files, timezone, draft } = props;
  const { code } = base;
  const { settings } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const act = useAct(code);
  const fields = useMemo(() => task.formOf(base), [task, base]);
  const previous = useMemo(() => task.storedOf(base), [task, base]);
  const form = useRequestForm({
    form: fields,
    initial,
    files,
    previous,
    timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName: props.keepsDraft ? draftNameOf(task, code) : null,
    draft,
    submit: (values, sent) =>
      act.mutateAsync({
        action: task.action,
        body: { version: base.version, values, ...sent.draft },
        idempotencyKey: sent.idempotencyKey,
      }),
    onDone: (answer) => {
      const isUnchanged = answer.version === base.version;
      showToast({ text: isUnchanged ? words.unchanged : task.saved(code) });
      void navigate({ to: '/requests/$code', params: { code } });
    },
  });

  const isLost = form.failure instanceof ApiError && form.failure.problem.code === 'conflict';
  useEffect(() => {
    if (isLost) void client.invalidateQueries({ queryKey: keys.detail(code) });
  }, [isLost, client, code]);

  const isBehind = fresh.version !== base.version;
  const raw = (values: Values): Values => rawValues(fields.fields, values);
  const takeOver = (): void => {
    const theirs = raw(task.storedOf(fresh));
    const known = new Map([...form.files, ...fresh.files.map((file) => [file.id, file] as const)]);
    props.onTakeOver(merged(fields.fields, raw(previous), form.raw, theirs), [...known.values()]);
  };

  const conflict = isBehind && (
    <Conflict
      task={task}
      base={base}
      fresh={fresh}
      changes={theirChanges(fields.fields, raw(previous), form.raw, raw(task.storedOf(fresh)))}
      onTakeOver={takeOver}
    />
  );

  const people = useCallback(() => task.peopleOf?.(base) ?? {}, [task, base]);
  const { notices, aside } = props.consequences(base, form);
  return (
    <div className={aside === undefined ? classes.column : classes.columns}>
      <div>
        {!props.keepsDraft && (
          <p className={classes.notice} role="status">
            {words.draftFailed}
          </p>
        )}
        {!isLost && conflict}
        <DraftIsOlder request={base} savedAt={form.draft?.restoredAt ?? null} />
        <RequestFormView
          form={form}
          people={people}
          foot={
            <>
              {isLost && conflict}
              {notices}
              <div className={classes.foot}>
                <Button type="submit" loading={form.submitting}>
                  {task.submit}
                </Button>
                <Button
                  variant="default"
                  renderRoot={(link) => <Link to="/requests/$code" params={{ code }} {...link} />}
                >
                  {words.back}
                </Button>
                <DraftStatus draft={form.draft} />
              </div>
            </>
          }
        />
      </div>
      {aside}
    </div>
  );
}

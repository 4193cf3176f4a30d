import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { BulkAction, BulkPreview } from '../../../domain/api/bulk.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { bulkPreviewQuery } from '../../api/bulk.ts';
import { useSession } from '../../api/queries.ts';
import { bulkSubmit, bulkWords as words } from '../../words/bulk.ts';
import { common } from '../../words/common.ts';
import { isDestructive } from '../action-kinds.ts';
import { RequestFormView } from '../form/form-view.tsx';
import { useRequestForm } from '../form/use-request-form.ts';
import { TextSkeleton } from '../skeletons.tsx';
import { ErrorState } from '../states.tsx';
import classes from './bulk.module.css';
import { assigneeRole, bulkForm, bulkInitial, bulkValues, changing } from './bulk-form-of.ts';
import { PreviewList } from './bulk-preview.tsx';
import { BulkResults } from './bulk-results.tsx';
import { type BulkRun, useBulkRun } from './use-bulk-run.ts';

export interface BulkTask {
  readonly action: BulkAction;
  readonly codes: readonly string[];
}

interface Props {
  readonly task: BulkTask;
  readonly onClose: () => void;
  /** While rows are being changed, this must stay where it is. */
  readonly onBusy?: (isBusy: boolean) => void;
  /** The rows that were changed, once it is over. */
  readonly onOver: (done: readonly string[]) => void;
}

/** One action on many requests: its form once, who will change, the run, a result per row. */
export function BulkRunView({ task, onClose, onBusy, onOver }: Props) {
  const { action, codes } = task;
  const preview = useQuery(bulkPreviewQuery(action, codes));
  const run = useBulkRun(action);
  const { state } = run;
  const isBusy = state.kind === 'running';
  useEffect(() => onBusy?.(isBusy), [onBusy, isBusy]);
  useEffect(() => {
    if (state.kind !== 'over') return;
    onOver(state.results.flatMap(({ code, outcome }) => (outcome === 'done' ? [code] : [])));
  }, [state, onOver]);

  if (state.kind === 'over') {
    return (
      <BulkResults
        results={state.results}
        onTryAgain={() => void run.tryAgain()}
        onClose={() => {
          typed.delete(action);
          onClose();
        }}
      />
    );
  }
  if (preview.data === undefined) {
    return preview.isError ? (
      <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
    ) : (
      <div aria-busy="true" className={classes.loading} role="status" aria-label={words.previewing}>
        <TextSkeleton width="40%" />
        <TextSkeleton />
        <TextSkeleton />
        <TextSkeleton width="80%" />
      </div>
    );
  }
  return (
    <BulkForm
      action={action}
      preview={preview.data}
      run={run}
      progress={isBusy ? <Running run={run} done={state.done} all={state.all} /> : null}
      onClose={onClose}
    />
  );
}

/** What was typed for an action and not sent: closing a dialog loses nothing. */
const typed = new Map<BulkAction, Values>();

function BulkForm(props: {
  readonly action: BulkAction;
  readonly preview: BulkPreview;
  readonly run: BulkRun;
  /** Stands instead of the form while rows are being changed. */
  readonly progress: ReactNode;
  readonly onClose: () => void;
}) {
  const { action, preview, run, progress, onClose } = props;
  const { me, settings } = useSession();
  const fields = useMemo(() => bulkForm(action, preview), [action, preview]);
  const initial = useMemo(() => typed.get(action) ?? bulkInitial(action), [action]);
  const rows = changing(preview);
  const form = useRequestForm<void>({
    form: fields,
    initial,
    timezone: me.timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName: null,
    draft: null,
    onChange: (raw) => typed.set(action, raw),
    submit: (values) =>
      run.start(
        rows.map(({ code, version }) => ({ code, ...(version === null ? {} : { version }) })),
        bulkValues(action, values),
      ),
    onDone: () => typed.delete(action),
  });
  const { focus } = form.actions;
  const [first] = fields.fields;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first !== undefined) focus(first.name);
    else button.current?.focus();
  }, [focus, first]);

  if (progress !== null) return progress;
  const role = assigneeRole(preview);
  return (
    <RequestFormView
      form={form}
      headings={action === 'send_to_qa'}
      people={() => (role === undefined ? {} : { role })}
      below={<PreviewList preview={preview} />}
      foot={
        <div className={classes.foot}>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              {action === 'cancel' ? common.close : common.cancel}
            </Button>
            {rows.length > 0 && (
              <Button
                type="submit"
                ref={button}
                loading={form.submitting}
                {...(isDestructive(action) ? { color: 'red' } : {})}
              >
                {bulkSubmit[action](rows.length)}
              </Button>
            )}
          </div>
        </div>
      }
    />
  );
}

function Running({ run, done, all }: { run: BulkRun; done: number; all: number }) {
  return (
    <div className={classes.running}>
      <p role="status">{run.isStopping ? words.stopping : words.running(done, all)}</p>
      <Progress value={(100 * done) / all} aria-label={words.running(done, all)} />
      <p className={classes.dim}>{words.runningHint}</p>
      <div className={classes.foot}>
        <div className={classes.buttons}>
          <Button variant="default" disabled={run.isStopping} onClick={run.stop}>
            {words.stop}
          </Button>
        </div>
      </div>
    </div>
  );
}

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import type { Draft } from '../../../../domain/api/drafts.ts';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { canSeePrices } from '../../../../domain/permissions.ts';
import { ACTIONS, type ActionKey, actionForm } from '../../../../domain/requests/actions.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { requestType } from '../../../../domain/requests/types/index.ts';
import { ApiError } from '../../../api/client.ts';
import { useAct } from '../../../api/commands.ts';
import { keys, useSession } from '../../../api/queries.ts';
import { isDestructive } from '../../../ui/action-kinds.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DraftStatus } from '../../../ui/form/draft-notice.tsx';
import { RequestFormView } from '../../../ui/form/form-view.tsx';
import { type RequestForm, useRequestForm } from '../../../ui/form/use-request-form.ts';
import { showToast } from '../../../ui/toast.ts';
import { done, submitLabel, actions as words } from '../../../words/request.ts';
import classes from './dialog.module.css';
import { typedText } from './typed-text.ts';

// P4: nobody else loads what computes prices, let alone the list.
const LivePrice = lazy(() => import('../price/live-price.tsx'));
const LiveTotal = lazy(() => import('../price/live-total.tsx'));
const DiscountEffect = lazy(() => import('../price/discount-effect.tsx'));

export function ActionForm(props: {
  readonly request: RequestDetail;
  readonly action: ActionKey;
  readonly draftName: string | null;
  readonly draft: Draft | null;
  readonly onClose: () => void;
}) {
  const { request, action, onClose } = props;
  const { code } = request;
  const { me, settings } = useSession();
  const client = useQueryClient();
  const act = useAct(code);
  const type = requestType(request.type);
  const fields = useMemo(() => actionForm(action, type), [action, type]);
  // X1: what this person saw when they began; a newer one is taken only once they were told.
  const seen = useRef(request.version);
  const form = useRequestForm({
    form: fields,
    initial: useMemo(() => startOf(action, request), [action, request]),
    files: request.files,
    request: request.values,
    previous: isOperation(action) ? request.operation : null,
    timezone: me.timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName: props.draftName,
    draft: props.draft,
    submit: (values, sent) =>
      act.mutateAsync({
        action,
        body: { version: seen.current, values, ...sent.draft },
        idempotencyKey: sent.idempotencyKey,
      }),
    onDone: (fresh) => {
      showToast({ text: done[action](code, fresh.status) });
      onClose();
    },
  });

  const { focus } = form.actions;
  const [first] = fields.fields;
  useEffect(() => {
    if (first !== undefined) focus(first.name);
  }, [focus, first]);

  const isLost = form.failure instanceof ApiError && form.failure.problem.code === 'conflict';
  useEffect(() => {
    if (isLost) void client.invalidateQueries({ queryKey: keys.detail(code) });
  }, [isLost, client, code]);

  const isPossible = request.actions.some((each) => each.action === action && each.available);
  const showsPrice = isOperation(action) && canSeePrices(me);
  const label = submitLabel[action] ?? ACTIONS[action].label;
  return (
    <div className={isOperation(action) ? classes.operation : undefined}>
      {props.draftName === null && (
        <p role="status" className={classes.note}>
          {words.draftFailed}
        </p>
      )}
      <RequestFormView
        form={form}
        headings={isOperation(action)}
        people={() => ({ role: request.assignableRole })}
        below={
          <Suspense fallback={null}>
            {showsPrice && <LivePrice request={request} operation={form.read} />}
            {action === 'discount' && request.pricing !== undefined && (
              <DiscountEffect pricing={request.pricing} typed={form.raw.discountPercent} />
            )}
          </Suspense>
        }
        foot={
          <div className={classes.foot}>
            <DraftStatus draft={form.draft} />
            {showsPrice && (
              <Suspense fallback={null}>
                <LiveTotal request={request} operation={form.read} />
              </Suspense>
            )}
            {isLost && <CopyTyped form={form} />}
            <div className={classes.buttons}>
              <Button variant="default" onClick={onClose}>
                {action === 'cancel' ? words.close : words.cancel}
              </Button>
              {isPossible || form.submitting ? (
                <Button
                  type="submit"
                  loading={form.submitting}
                  {...(isDestructive(action) ? { color: 'red' } : {})}
                  onClick={() => {
                    if (isLost) seen.current = request.version;
                  }}
                >
                  {isLost ? words.again(label) : label}
                </Button>
              ) : (
                <span className={classes.gone}>{words.noLonger}</span>
              )}
            </div>
          </div>
        }
      />
    </div>
  );
}

function CopyTyped({ form }: { form: RequestForm }) {
  const text = typedText(form.applicable, form.raw);
  if (text === '') return null;
  return (
    <span className={classes.copy}>
      <CopyButton text={text} what={words.copyTyped} />
      {words.keep}
    </span>
  );
}

function isOperation(action: ActionKey): boolean {
  return action === 'send_to_qa' || action === 'complete';
}

/** M4: the present percentage. L9, L11: what was recorded before is confirmed or corrected; else the type's first values (F-UR2). */
function startOf(action: ActionKey, request: RequestDetail): Values {
  if (action === 'discount') {
    return { discountPercent: (request.pricing?.discountPercent ?? '').replace(/\.0$/, '') };
  }
  if (!isOperation(action)) return {};
  return request.operation ?? requestType(request.type).operation.prefill(request.values);
}

import { Button, Switch, Tooltip } from '@mantine/core';
import { LockKeyhole } from 'lucide-react';
import { type FocusEvent, useMemo, useRef, useState } from 'react';
import type { Draft } from '../../../../domain/api/drafts.ts';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import { canCommentInternally } from '../../../../domain/permissions.ts';
import { COMMENT_FILES, COMMENT_FORM } from '../../../../domain/requests/comment.ts';
import { useComment } from '../../../api/comments.ts';
import { useSession } from '../../../api/queries.ts';
import { textOf } from '../../../ui/fields/widget.ts';
import { DraftNotice, DraftStatus } from '../../../ui/form/draft-notice.tsx';
import { messagesAt } from '../../../ui/form/issues.ts';
import { isBlank } from '../../../ui/form/raw-values.ts';
import { SubmitFailure } from '../../../ui/form/submit-failure.tsx';
import { useRequestForm } from '../../../ui/form/use-request-form.ts';
import { isApple } from '../../../ui/platform.ts';
import { useFileDrop } from '../../../ui/upload/use-file-drop.ts';
import { comments as words } from '../../../words/comments.ts';
import { words as formWords } from '../../../words/forms.ts';
import { Attach, Attached, idsOf } from './comment-files.tsx';
import { CommentText } from './comment-text.tsx';
import classes from './composer.module.css';

const NOTHING = { isInternal: false };

/** One comment being written (L18): a line until somebody turns to it, then everything it can carry. */
export function CommentForm(props: {
  readonly request: RequestDetail;
  readonly draftName: string | null;
  readonly draft: Draft | null;
  readonly startsFocused: boolean;
  readonly onPosted: () => void;
}) {
  const { request, draftName } = props;
  const { me, settings } = useSession();
  const comment = useComment(request.code);
  const form = useRequestForm({
    form: COMMENT_FORM,
    initial: NOTHING,
    timezone: me.timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName,
    draft: props.draft,
    submit: (values, { idempotencyKey, draft }) =>
      comment.mutateAsync({
        body: {
          message: textOf(values.message),
          isInternal: values.isInternal === true,
          files: idsOf(values.files),
          ...draft,
        },
        idempotencyKey,
      }),
    onDone: props.onPosted,
  });
  const isInternal = form.raw.isInternal === true;
  const mayBeInternal = useMemo(
    () => canCommentInternally(me, { requesterId: request.requester.id, team: request.team }),
    [me, request.requester.id, request.team],
  );
  const area = useRef<HTMLTextAreaElement>(null);
  const [isInside, setInside] = useState(props.startsFocused);
  const isEmpty =
    isBlank(form.raw.message) && isBlank(form.raw.files) && form.uploads.list.length === 0;
  const isOpen = isInside || !isEmpty;
  const add = (chosen: readonly File[]): void =>
    form.uploads.add(COMMENT_FILES.name, COMMENT_FILES, chosen, idsOf(form.raw.files).length);
  const drop = useFileDrop(add);
  const messages = messagesAt(form.issues, 'message');
  const textId = form.actions.idOf('message');

  return (
    <form
      noValidate
      aria-label={words.form}
      className={classes.composer}
      data-internal={isInternal || undefined}
      data-open={isOpen || undefined}
      data-over={drop.isOver || undefined}
      {...drop.handlers}
      onFocus={() => setInside(true)}
      onBlur={(event) => {
        if (!staysInside(event)) setInside(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <DraftNotice draft={form.draft} />
      {draftName === null && isOpen && (
        <p role="status" className={classes.note}>
          {words.draftFailed}
        </p>
      )}
      {isInternal && (
        <p className={classes.internal}>
          <LockKeyhole size={14} aria-hidden="true" />
          <span>
            <strong>{words.internal}.</strong> {words.internalHint}
          </span>
        </p>
      )}
      <label htmlFor={textId} className={classes.spoken}>
        {words.label}
      </label>
      <CommentText
        code={request.code}
        id={textId}
        area={area}
        value={textOf(form.raw.message)}
        isInternal={isInternal}
        placeholder={isInternal ? words.placeholderInternal : words.placeholder}
        minRows={isOpen ? 3 : 1}
        autoFocus={props.startsFocused}
        describedBy={
          messages.length > 0 ? `${textId}-error` : isOpen ? `${textId}-help` : undefined
        }
        isInvalid={messages.length > 0}
        onChange={(text) => form.actions.set('message', text)}
        onLeave={() => form.actions.leave('message')}
        onFiles={add}
        onPost={form.submit}
      />
      {messages.length > 0 && (
        <p id={`${textId}-error`} className={classes.error}>
          {messages.join(' ')}
        </p>
      )}
      <Attached form={form} />
      <SubmitFailure form={form} />
      {isOpen && (
        <div className={classes.foot}>
          <Attach
            id={form.actions.idOf('files')}
            limitBytes={settings.maxUploadBytes}
            onChoose={add}
          />
          <span id={`${textId}-help`} className={classes.hint}>
            {drop.isOver ? words.dropNow : formWords.markdownHint}
          </span>
          <DraftStatus draft={form.draft} />
          <div className={classes.submit}>
            {mayBeInternal && (
              <Switch
                size="sm"
                label={words.internal}
                checked={isInternal}
                onChange={(event) => form.actions.set('isInternal', event.currentTarget.checked)}
              />
            )}
            <Tooltip label={words.shortcut(isApple ? '⌘' : 'Ctrl')} openDelay={400}>
              <Button type="submit" size="sm" loading={form.submitting}>
                {isInternal ? words.submitInternal : words.submit}
              </Button>
            </Tooltip>
          </div>
        </div>
      )}
    </form>
  );
}

/** A press on the composer's own ground takes the focus nowhere: nothing was left. */
function staysInside({ currentTarget, relatedTarget }: FocusEvent): boolean {
  if (relatedTarget instanceof Node) return currentTarget.contains(relatedTarget);
  return !document.hasFocus() || currentTarget.matches(':active');
}

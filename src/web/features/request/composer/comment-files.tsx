import { ActionIcon, Tooltip } from '@mantine/core';
import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { COMMENT_FILES } from '../../../../domain/requests/comment.ts';
import { formatFileSize } from '../../../format.ts';
import { messagesAt } from '../../../ui/form/issues.ts';
import type { RequestForm } from '../../../ui/form/use-request-form.ts';
import upload from '../../../ui/upload/upload.module.css';
import { FileRow, UploadRow } from '../../../ui/upload/upload-row.tsx';
import { comments as words } from '../../../words/comments.ts';
import classes from './composer.module.css';

/** The ids that the form holds under `files`. */
export function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** What is attached, what is on its way, and what is wrong with it. */
export function Attached({ form }: { form: RequestForm }) {
  const ids = idsOf(form.raw.files);
  const there = ids.map((id) => form.files.get(id)).filter((file) => file !== undefined);
  const messages = messagesAt(form.issues, 'files');
  if (there.length + form.uploads.list.length + messages.length === 0) return null;
  const remove = (id: string): void =>
    form.actions.set(
      'files',
      ids.filter((other) => other !== id),
    );
  return (
    <div className={classes.files}>
      <ul className={upload.rows}>
        {there.map((file) => (
          <FileRow key={file.id} file={file} onRemove={() => remove(file.id)} />
        ))}
        {form.uploads.list.map((each) => (
          <UploadRow
            key={each.key}
            upload={each}
            onRetry={() => form.uploads.retry(each.key)}
            onDrop={() => form.uploads.drop(each.key)}
          />
        ))}
      </ul>
      {messages.length > 0 && <p className={classes.error}>{messages.join(' ')}</p>}
    </div>
  );
}

/** The button that chooses files; dropping and pasting do the same. */
export function Attach(props: {
  readonly id: string;
  readonly limitBytes: number;
  readonly onChoose: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const limit = words.attachLimit(COMMENT_FILES.maxCount, formatFileSize(props.limitBytes));
  return (
    <>
      <Tooltip label={`${words.attach}. ${limit}.`} openDelay={400}>
        <ActionIcon
          id={props.id}
          variant="subtle"
          color="gray"
          size={32}
          aria-label={words.attach}
          onClick={() => input.current?.click()}
        >
          <Paperclip size={16} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={(event) => {
          props.onChoose([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again after it was removed.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId } from 'react';
import { AutosizeTextarea } from '../../../ui/fields/autosize-textarea.tsx';
import { mentions as words } from '../../../words/comments.ts';
import classes from './composer.module.css';
import { MentionList, optionId } from './mention-list.tsx';
import { useMentions } from './use-mentions.ts';

/** The text of a comment with the completion of mentions; Ctrl or Cmd with Enter posts (L18). */
export function CommentText(props: {
  readonly code: string;
  readonly id: string;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  readonly isInternal: boolean;
  readonly placeholder: string;
  readonly minRows: number;
  readonly autoFocus: boolean;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onPost: () => void;
}) {
  const { code, area, isInternal } = props;
  const listId = useId();
  const mentions = useMentions({ code, isInternal, area, onChange: props.onChange });
  const isListed = mentions.query !== null && mentions.people.length > 0;

  function onKeyDown(event: KeyboardEvent): void {
    if (mentions.onKeyDown(event)) return;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    props.onPost();
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files];
    // Office programs put a picture of the text beside the text.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    props.onFiles(files);
  }

  return (
    <div className={classes.text}>
      <AutosizeTextarea
        id={props.id}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid || undefined}
        aria-autocomplete="list"
        aria-controls={isListed ? listId : undefined}
        aria-activedescendant={isListed ? optionId(listId, mentions.active) : undefined}
        area={area}
        error={props.isInvalid}
        minRows={props.minRows}
        autoFocus={props.autoFocus}
        placeholder={props.placeholder}
        value={props.value}
        onChange={(text) => {
          props.onChange(text);
          mentions.follow();
        }}
        onSelect={mentions.follow}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => {
          mentions.close();
          props.onLeave();
        }}
      />
      <MentionList id={listId} mentions={mentions} area={area} />
      <span role="status" className={classes.spoken}>
        {isListed && words.found(mentions.people.length)}
      </span>
    </div>
  );
}

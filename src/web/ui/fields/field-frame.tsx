import { InputWrapperContext } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../../words/forms.ts';
import classes from './fields.module.css';

/** What a control needs so that its label, help and messages are read with it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FrameProps {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly help?: ReactNode;
  readonly messages: readonly string[];
  /** Warnings: worth a look, never in the way. */
  readonly notes?: readonly string[];
  /** At the right of the help line: counts, clearing. */
  readonly aside?: ReactNode;
  /**
   * `group` when the control is several (radios, files): the label names the group instead of
   * belonging to one input.
   */
  readonly as?: 'control' | 'group';
  readonly children: (control: ControlProps) => ReactNode;
}

/** Label above, help and messages below. */
export function FieldFrame(props: FrameProps) {
  const { id, label, required, help, messages, notes = [], aside, as = 'control' } = props;
  const ids = {
    label: `${id}-label`,
    help: help === undefined ? null : `${id}-help`,
    error: messages.length === 0 ? null : `${id}-error`,
    note: notes.length === 0 ? null : `${id}-note`,
  };
  const describedBy = [ids.error, ids.note, ids.help].filter((part) => part !== null).join(' ');
  const control: ControlProps = {
    id,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    'aria-invalid': messages.length > 0 ? true : undefined,
  };
  const caption = (
    <>
      {label}
      {required && <span className={classes.required}> {words.required}</span>}
    </>
  );
  const below = (
    <>
      {messages.length > 0 && (
        <div id={ids.error ?? undefined} className={classes.error}>
          {messages.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
      {notes.length > 0 && (
        <div id={ids.note ?? undefined} className={classes.note} role="status">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      {(help !== undefined || aside !== undefined) && (
        <div className={classes.below}>
          <div id={ids.help ?? undefined} className={classes.help}>
            {help}
          </div>
          {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        </div>
      )}
    </>
  );
  if (as === 'group') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like the other labels
      <div
        className={classes.field}
        role="group"
        id={id}
        tabIndex={-1}
        aria-labelledby={ids.label}
        aria-describedby={control['aria-describedby']}
      >
        <div id={ids.label} className={classes.label}>
          {caption}
        </div>
        {props.children(control)}
        {below}
      </div>
    );
  }
  return (
    <div className={classes.field}>
      <label id={ids.label} htmlFor={id} className={classes.label}>
        {caption}
      </label>
      <InputWrapperContext
        // Mantine's inputs take their id and description from here, over what they are given.
        value={{
          inputId: id,
          labelId: ids.label,
          describedBy: control['aria-describedby'],
          offsetTop: false,
          offsetBottom: false,
          getStyles: null,
        }}
      >
        {props.children(control)}
      </InputWrapperContext>
      {below}
    </div>
  );
}

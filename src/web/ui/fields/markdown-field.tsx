import { useId, useState } from 'react';
import { words } from '../../words/forms.ts';
import { useFormActions } from '../form/form-context.ts';
import { Markdown } from '../markdown.tsx';
import { AutosizeTextarea } from './autosize-textarea.tsx';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { closeToLimit } from './text-fields.tsx';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

const MODES = ['write', 'preview'] as const;

/** R4: the preview is the very renderer that readers get. */
export function MarkdownField(props: WidgetProps<'markdown'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  const [mode, setMode] = useState<(typeof MODES)[number]>('write');
  const group = useId();
  const text = textOf(value);
  const frame = frameOf(props, idOf(path));
  return (
    <FieldFrame
      {...frame}
      help={frame.help ?? words.markdownHint}
      {...closeToLimit(text, field.maxLength)}
    >
      {(control) => (
        <div className={classes.markdown}>
          <div className={classes.modes}>
            {MODES.map((option) => (
              <label key={option} className={classes.mode}>
                <input
                  type="radio"
                  name={group}
                  checked={mode === option}
                  onChange={() => setMode(option)}
                  aria-label={`${field.label}: ${words[option]}`}
                />
                <span>{words[option]}</span>
              </label>
            ))}
          </div>
          {mode === 'write' ? (
            <AutosizeTextarea
              {...control}
              error={messages.length > 0}
              minRows={4}
              value={text}
              onChange={(next) => set(path, next)}
              onBlur={() => leave(path)}
            />
          ) : (
            // The label keeps naming something while the text area is away.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long preview scrolls by keyboard
            <div id={control.id} className={classes.preview} tabIndex={0}>
              {text.trim() === '' ? (
                <p className={classes.help}>{words.nothingToPreview}</p>
              ) : (
                <Markdown text={text} />
              )}
            </div>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

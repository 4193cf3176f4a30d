import { Lock } from 'lucide-react';
import { useState } from 'react';
import { isKeptSecret, KEPT_SECRET } from '../../../domain/requests/define.ts';
import { words } from '../../words/forms.ts';
import { useFormActions, useFormSurroundings } from '../form/form-context.ts';
import { AutosizeTextarea } from './autosize-textarea.tsx';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

/** Personal data: what is stored is never shown here, only kept or replaced. */
export function SecretField(props: WidgetProps<'secret'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave, focus } = useFormActions();
  const { kept } = useFormSurroundings();
  const [visible, setVisible] = useState(true);
  const frame = frameOf(props, idOf(path));
  if (isKeptSecret(value)) {
    return (
      <FieldFrame {...frame} as="group">
        {() => (
          <div className={classes.kept}>
            <Lock size={14} aria-hidden="true" />
            <span>{words.secretStored}</span>
            <button
              type="button"
              className={classes.linkButton}
              onClick={() => {
                set(path, '');
                focus(path);
              }}
            >
              {words.secretReplace}
            </button>
          </div>
        )}
      </FieldFrame>
    );
  }
  return (
    <FieldFrame
      {...frame}
      help={frame.help ?? words.secretHint}
      aside={
        kept.has(field.name) ? (
          <button
            type="button"
            className={classes.linkButton}
            onClick={() => set(path, KEPT_SECRET)}
          >
            {words.secretKeep}
          </button>
        ) : (
          <button type="button" className={classes.linkButton} onClick={() => setVisible(!visible)}>
            {visible ? words.hide : words.show}
          </button>
        )
      }
    >
      {(control) => (
        <div className={visible ? undefined : classes.concealed}>
          <AutosizeTextarea
            {...control}
            error={messages.length > 0}
            minRows={3}
            value={textOf(value)}
            onChange={(next) => set(path, next)}
            onBlur={() => leave(path)}
          />
        </div>
      )}
    </FieldFrame>
  );
}

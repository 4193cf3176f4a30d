import { splitList } from '../../../domain/kernel/lists.ts';
import { words } from '../../words/forms.ts';
import { useFormActions } from '../form/form-context.ts';
import { AutosizeTextarea } from './autosize-textarea.tsx';
import { FieldFrame } from './field-frame.tsx';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

/** R6: pasted from a spreadsheet or typed; the live count says how it will be split. */
export function ListField(props: WidgetProps<'list' | 'emails'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  const text = textOf(value);
  const entries = splitList(text);
  const noun = field.kind === 'list' ? field.noun : words.emails;
  return (
    <FieldFrame
      {...frameOf(props, idOf(path))}
      aside={
        <span role="status">{entries.length === 0 ? '' : words.count(entries.length, noun)}</span>
      }
    >
      {(control) => (
        <AutosizeTextarea
          {...control}
          error={messages.length > 0}
          minRows={field.kind === 'emails' ? 2 : 3}
          value={text}
          onChange={(next) => set(path, fromSpreadsheet(next))}
          onBlur={() => leave(path)}
        />
      )}
    </FieldFrame>
  );
}

/** A row copied from a spreadsheet separates its cells with tabs: each cell is an entry. */
export function fromSpreadsheet(text: string): string {
  return text.replaceAll('\t', '\n');
}

import { Input } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { Option } from '../../../domain/requests/define.ts';
import { words } from '../../words/forms.ts';
import { useFormActions } from '../form/form-context.ts';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, textOf, type WidgetProps } from './widget.ts';

/** So few options stand side by side; more are a list to open. */
const CARDS_MAX = 4;

export function SelectField(props: WidgetProps<'select'>) {
  return props.field.options.length <= CARDS_MAX ? <Cards {...props} /> : <Dropdown {...props} />;
}

function Cards(props: WidgetProps<'select'>) {
  const { field, path, value, required } = props;
  const { idOf, set } = useFormActions();
  const id = idOf(path);
  const clear = useClear(path);
  // Priority always has a value: absent would mean normal.
  const clearable = !required && field.name !== 'priority' && textOf(value) !== '';
  return (
    <FieldFrame {...frameOf(props, id)} as="group">
      {(control) => (
        <RadioCards
          name={id}
          options={field.options}
          chosen={textOf(value)}
          invalid={control['aria-invalid'] === true}
          onChoose={(next) => set(path, next)}
          onClear={clearable ? clear : null}
        />
      )}
    </FieldFrame>
  );
}

/** The browser's own list: type-ahead on a keyboard, a wheel on a phone. */
function Dropdown(props: WidgetProps<'select'>) {
  const { field, path, value, messages } = props;
  const { idOf, set, leave } = useFormActions();
  return (
    <FieldFrame {...frameOf(props, idOf(path))}>
      {(control) => (
        <Input
          {...control}
          component="select"
          pointer
          error={messages.length > 0}
          rightSection={<ChevronDown size={16} aria-hidden="true" />}
          rightSectionPointerEvents="none"
          value={textOf(value)}
          data-empty={textOf(value) === '' || undefined}
          classNames={{ input: classes.dropdown }}
          onChange={(event) => set(path, event.currentTarget.value)}
          onBlur={() => leave(path)}
        >
          <option value="">{words.choose}</option>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Input>
      )}
    </FieldFrame>
  );
}

const YES_NO: readonly Option[] = [
  { value: 'yes', label: words.yes },
  { value: 'no', label: words.no },
];

/** Yes, no, or not answered: "no" is an answer of its own. */
export function BooleanField(props: WidgetProps<'boolean'>) {
  const { path, value, required } = props;
  const { idOf, set } = useFormActions();
  const id = idOf(path);
  const clear = useClear(path);
  const chosen = typeof value === 'boolean' ? (value ? 'yes' : 'no') : '';
  return (
    <FieldFrame {...frameOf(props, id)} as="group">
      {(control) => (
        <RadioCards
          name={id}
          options={YES_NO}
          chosen={chosen}
          invalid={control['aria-invalid'] === true}
          onChoose={(next) => set(path, next === 'yes')}
          onClear={required || chosen === '' ? null : clear}
        />
      )}
    </FieldFrame>
  );
}

export function MultiselectField(props: WidgetProps<'multiselect'>) {
  const { field, path, value } = props;
  const { idOf, set } = useFormActions();
  const id = idOf(path);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <FieldFrame {...frameOf(props, id)} as="group">
      {(control) => (
        <div className={classes.cards}>
          {field.options.map((option) => (
            <label
              key={option.value}
              className={classes.card}
              data-invalid={control['aria-invalid']}
            >
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                onChange={(event) =>
                  set(
                    path,
                    event.currentTarget.checked
                      ? [...chosen, option.value]
                      : chosen.filter((other) => other !== option.value),
                  )
                }
              />
              <span>{option.label}</span>
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}

/** The button goes with its click: the focus stays with the choices. */
function useClear(path: string): () => void {
  const { set, focus } = useFormActions();
  return () => {
    set(path, null);
    focus(path);
  };
}

function RadioCards(props: {
  readonly name: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly invalid: boolean;
  readonly onChoose: (value: string) => void;
  /** Null where nothing is chosen, or something must be. */
  readonly onClear: (() => void) | null;
}) {
  return (
    <div className={classes.cards}>
      {props.options.map((option) => (
        <label
          key={option.value}
          className={classes.card}
          data-invalid={props.invalid || undefined}
        >
          <input
            type="radio"
            name={props.name}
            value={option.value}
            checked={props.chosen === option.value}
            onChange={() => props.onChoose(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
      {props.onClear !== null && (
        <button type="button" className={classes.clear} onClick={props.onClear}>
          {words.clear}
        </button>
      )}
    </div>
  );
}

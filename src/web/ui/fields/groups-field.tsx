import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { CopyPlus, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { applicableFields } from '../../../domain/requests/check-form.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import { newIdempotencyKey } from '../../api/client.ts';
import { words } from '../../words/forms.ts';
import { useFormActions } from '../form/form-context.ts';
import { isRecord } from '../form/raw-values.ts';
import { FieldFrame } from './field-frame.tsx';
import classes from './fields.module.css';
import { frameOf, type WidgetProps } from './widget.ts';

const NO_REQUEST: Values = {};

interface GroupsProps extends WidgetProps<'groups'> {
  /** Renders an entry's fields; passed in, because those may be blocks again. */
  readonly renderFields: (fields: readonly Field[], values: Values, prefix: string) => ReactNode;
}

/** A repeating block. Entries have no identity in the values; their keys live here. */
export function GroupsField(props: GroupsProps) {
  const { field, path, value } = props;
  const { idOf, setEntries, focus } = useFormActions();
  const [said, setSaid] = useState('');
  const entries: readonly Values[] = Array.isArray(value)
    ? value.map((entry: unknown) => (isRecord(entry) ? entry : {}))
    : [];
  const keys = useEntryKeys(entries.length);
  const firstName = field.fields[0]?.name ?? '';

  function insert(index: number, entry: Values): void {
    keys.insert(index);
    setEntries(path, entries.toSpliced(index, 0, entry), (old) => (old < index ? old : old + 1));
    focus(`${path}.${index}.${firstName}`);
  }

  function remove(index: number): void {
    keys.remove(index);
    setEntries(path, entries.toSpliced(index, 1), (old) =>
      old === index ? null : old < index ? old : old - 1,
    );
    setSaid(words.groups.removed(field.noun, index));
    focus(entries.length > 1 ? `${path}.${Math.max(0, index - 1)}` : path);
  }

  const full = entries.length >= field.maxCount;
  return (
    <FieldFrame
      {...frameOf(props, idOf(path))}
      as="group"
      aside={entries.length > 1 ? words.count(entries.length, field.noun) : undefined}
    >
      {() => (
        <div className={classes.entries}>
          {entries.map((entry, index) => (
            <section
              key={keys.at(index)}
              id={idOf(`${path}.${index}`)}
              className={classes.entry}
              aria-label={words.groups.heading(field.noun, index)}
            >
              <header className={classes.entryHead}>
                <h3>{words.groups.heading(field.noun, index)}</h3>
                <Tooltip label={words.groups.duplicate(field.noun, index)}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={28}
                    disabled={full}
                    aria-label={words.groups.duplicate(field.noun, index)}
                    onClick={() => insert(index + 1, { ...entry })}
                  >
                    <CopyPlus size={15} />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={words.groups.remove(field.noun, index)}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={28}
                    aria-label={words.groups.remove(field.noun, index)}
                    onClick={() => remove(index)}
                  >
                    <Trash2 size={15} />
                  </ActionIcon>
                </Tooltip>
              </header>
              {props.renderFields(
                applicableFields(field.fields, entry, NO_REQUEST),
                entry,
                `${path}.${index}.`,
              )}
            </section>
          ))}
          {full ? (
            <p className={classes.help}>{words.groups.full(field.noun, field.maxCount)}</p>
          ) : (
            <Button
              variant="default"
              size="sm"
              leftSection={<Plus size={15} />}
              className={classes.add}
              onClick={() => insert(entries.length, {})}
            >
              {entries.length === 0
                ? words.groups.add(field.noun)
                : words.groups.addAnother(field.noun)}
            </Button>
          )}
          <span className={classes.spoken} role="status">
            {said}
          </span>
        </div>
      )}
    </FieldFrame>
  );
}

/** Keys that stay with their entry, so that removing one does not mix up the others' inputs. */
function useEntryKeys(count: number) {
  const keys = useRef<string[]>([]);
  while (keys.current.length < count) keys.current.push(newIdempotencyKey());
  if (keys.current.length > count) keys.current.length = count;
  return {
    at: (index: number): string => keys.current[index] ?? String(index),
    insert: (index: number): void => {
      keys.current.splice(index, 0, newIdempotencyKey());
    },
    remove: (index: number): void => {
      keys.current.splice(index, 1);
    },
  };
}

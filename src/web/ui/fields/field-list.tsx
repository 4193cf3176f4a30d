import { memo } from 'react';
import type { Issue } from '../../../domain/errors.ts';
import { isRequired } from '../../../domain/requests/check-form.ts';
import type { Field, Values } from '../../../domain/requests/define.ts';
import { isWithin, messagesAt } from '../form/issues.ts';
import { BooleanField, MultiselectField, SelectField } from './choice-fields.tsx';
import { DayField } from './day-field.tsx';
import { FileField } from './file-field.tsx';
import { GroupsField } from './groups-field.tsx';
import { ListField } from './list-field.tsx';
import { MarkdownField } from './markdown-field.tsx';
import { PersonField } from './person-field.tsx';
import { SecretField } from './secret-field.tsx';
import { LineField, MultilineField } from './text-fields.tsx';

interface ListProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  /** Of the request, for operation fields. */
  readonly request?: Values;
  /** Where the values stand: empty, or `groups.0.`. */
  readonly prefix?: string;
  readonly issues: readonly Issue[];
  readonly notes?: readonly Issue[];
}

const NO_REQUEST: Values = {};
const NONE: readonly Issue[] = [];

/** Fields that apply (the caller asked for all of a form together), one below the other. */
export function FieldList(props: ListProps) {
  const { fields, values, request = NO_REQUEST, prefix = '', issues, notes = NONE } = props;
  return fields.map((field) => {
    const path = `${prefix}${field.name}`;
    return (
      <FieldInput
        key={field.name}
        field={field}
        path={path}
        value={values[field.name]}
        required={isRequired(field, values, request)}
        issues={issues.filter((issue) => isWithin(issue.path, path))}
        notes={messagesAt(notes, path)}
      />
    );
  });
}

interface FieldInputProps {
  readonly field: Field;
  readonly path: string;
  readonly value: unknown;
  readonly required: boolean;
  /** At this path and inside it. */
  readonly issues: readonly Issue[];
  readonly notes: readonly string[];
}

/** One widget for each kind of field. Rendered again only when something about this field changed. */
export const FieldInput = memo(function FieldInput(props: FieldInputProps) {
  const { field, path, value, required, issues, notes } = props;
  const widget = { path, value, required, notes, messages: messagesAt(issues, path) };
  switch (field.kind) {
    case 'text':
    case 'url':
    case 'integer':
    case 'money':
    case 'percent':
      return <LineField {...widget} field={field} />;
    case 'multiline':
      return <MultilineField {...widget} field={field} />;
    case 'markdown':
      return <MarkdownField {...widget} field={field} />;
    case 'secret':
      return <SecretField {...widget} field={field} />;
    case 'select':
      return <SelectField {...widget} field={field} />;
    case 'multiselect':
      return <MultiselectField {...widget} field={field} />;
    case 'boolean':
      return <BooleanField {...widget} field={field} />;
    case 'list':
    case 'emails':
      return <ListField {...widget} field={field} />;
    case 'file':
    case 'files':
      return <FileField {...widget} field={field} />;
    case 'day':
      return <DayField {...widget} field={field} />;
    case 'person':
      return <PersonField {...widget} field={field} />;
    case 'groups':
      return (
        <GroupsField
          {...widget}
          field={field}
          renderFields={(fields, values, prefix) => (
            <FieldList fields={fields} values={values} prefix={prefix} issues={issues} />
          )}
        />
      );
  }
}, isSameField);

/** The lists of messages are made anew with every render: they are compared by what they say. */
function isSameField(before: FieldInputProps, after: FieldInputProps): boolean {
  return (
    before.field === after.field &&
    before.path === after.path &&
    before.value === after.value &&
    before.required === after.required &&
    sameIssues(before.issues, after.issues) &&
    before.notes.join('\n') === after.notes.join('\n')
  );
}

function sameIssues(before: readonly Issue[], after: readonly Issue[]): boolean {
  return (
    before.length === after.length &&
    before.every(
      (issue, index) =>
        issue.path === after[index]?.path && issue.message === after[index]?.message,
    )
  );
}

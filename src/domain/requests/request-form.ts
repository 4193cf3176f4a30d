import { DEFAULT_PRIORITY, priority, scheduledOn } from './common-fields.ts';
import type { Field, Form, RequestType, Values } from './define.ts';

/** Questions about a type's form that the form engine, the server and the API schema all ask. */

const forms = new WeakMap<RequestType, Form>();

/**
 * What a requester fills in: the type's own fields and, for schedulable types, priority and
 * scheduled date (section 4). The same object each time, so that it can be compared by identity.
 */
export function requestForm(type: RequestType): Form {
  let form = forms.get(type);
  if (form === undefined) {
    form = type.schedulable
      ? { ...type.form, fields: [...type.form.fields, priority, scheduledOn] }
      : type.form;
    forms.set(type, form);
  }
  return form;
}

/** What the form holds before anybody typed: the priority is normal. */
export function initialValues(type: RequestType): Values {
  return type.schedulable ? { priority: DEFAULT_PRIORITY } : {};
}

/**
 * L19: the fields whose change withdraws an approval, which is everything but priority and
 * scheduled date (decision 0003).
 */
export function ownFields(type: RequestType): readonly Field[] {
  return type.form.fields;
}

type SecretField = Extract<Field, { kind: 'secret' }>;
type FileField = Extract<Field, { kind: 'file' | 'files' }>;

/** The fields that are encrypted at rest and masked everywhere. */
export function secretFields(type: RequestType): readonly SecretField[] {
  return type.form.fields.filter((field) => field.kind === 'secret');
}

export function fileFields(fields: readonly Field[]): readonly FileField[] {
  return fields.filter((field) => field.kind === 'file' || field.kind === 'files');
}

export interface FileUse {
  /** The name of the field that holds the file. */
  readonly field: string;
  readonly fileId: string;
}

/** Every file that checked values refer to, in the order of the form. */
export function fileIds(form: Form, values: Values): readonly FileUse[] {
  return fileFields(form.fields).flatMap((field) => {
    const value = values[field.name];
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    return ids
      .filter((id) => typeof id === 'string')
      .map((fileId) => ({ field: field.name, fileId }));
  });
}

import type { Accept, Field, Form, Option } from './define.ts';
import { LIST_ENTRY_MAX_LENGTH, LIST_MAX_ENTRIES, URL_MAX_LENGTH } from './read-value.ts';

/** The part of JSON Schema 2020-12 that forms need. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly const?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly uniqueItems?: boolean;
  readonly writeOnly?: boolean;
}

/**
 * A form as the OpenAPI document describes it. It describes what is stored and what a client
 * should send; `checkForm` decides, and also takes what people type (lists as text, say).
 * Only fields that are always required are listed as such: a field whose condition does not hold
 * is dropped, and its description says that it has one.
 */
export function formJsonSchema(form: Form): JsonSchema {
  return fieldsSchema(form.fields);
}

function fieldsSchema(fields: readonly Field[]): JsonSchema {
  const required = fields.filter((field) => field.required === true && field.applies === undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 && { required: required.map((field) => field.name) }),
  };
}

function fieldSchema(field: Field): JsonSchema {
  const parts = [field.help, ...constraints(field)].filter((part) => part !== undefined);
  return {
    title: field.label,
    ...(parts.length > 0 && { description: `${parts.join('. ')}.` }),
    ...kindSchema(field),
  };
}

function constraints(field: Field): (string | undefined)[] {
  const conditional = field.applies !== undefined;
  return [
    conditional ? 'Applies to some requests only; otherwise it is not stored' : undefined,
    requiredness(field, conditional),
    field.kind === 'secret'
      ? 'Encrypted at rest; answers carry {"kept": true} in its place, which sent back leaves it unchanged'
      : undefined,
    field.kind === 'money' ? `From ${field.min} to ${field.max} US dollars` : undefined,
    'options' in field ? optionLabels(field.options) : undefined,
    'accept' in field && field.accept ? accepted(field.accept) : undefined,
  ];
}

function requiredness(field: Field, conditional: boolean): string | undefined {
  if (typeof field.required === 'function') return 'Required depending on other values';
  if (field.required !== true) return undefined;
  return conditional ? 'Required where it applies' : 'Required';
}

function optionLabels(options: readonly Option[]): string {
  return options.map(({ value, label }) => `${value}: ${label}`).join('; ');
}

function accepted(accept: Accept): string {
  return `Takes ${accept.label}`;
}

function kindSchema(field: Field): JsonSchema {
  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'markdown':
      return { type: 'string', maxLength: field.maxLength };
    case 'secret':
      return {
        anyOf: [
          { type: 'string', maxLength: field.maxLength, writeOnly: true },
          { type: 'object', properties: { kept: { const: true } }, required: ['kept'] },
        ],
      };
    case 'select':
      return { type: 'string', enum: optionValues(field.options) };
    case 'multiselect':
      return {
        type: 'array',
        items: { type: 'string', enum: optionValues(field.options) },
        uniqueItems: true,
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', minimum: field.min, maximum: field.max };
    case 'money':
      return { type: 'string', pattern: '^\\d+\\.\\d{2}$' };
    case 'percent':
      return { type: 'string', pattern: '^\\d{1,3}\\.\\d$' };
    case 'url':
      return { type: 'string', format: 'uri', pattern: '^https?://', maxLength: URL_MAX_LENGTH };
    case 'list':
      return textList({ type: 'string', maxLength: LIST_ENTRY_MAX_LENGTH });
    case 'emails':
      return textList({ type: 'string', format: 'email' });
    case 'file':
      return { type: 'string', format: 'uuid' };
    case 'files':
      return {
        type: 'array',
        items: { type: 'string', format: 'uuid' },
        maxItems: field.maxCount,
        uniqueItems: true,
      };
    case 'day':
      return { type: 'string', format: 'date' };
    case 'groups':
      return { type: 'array', items: fieldsSchema(field.fields), maxItems: field.maxCount };
    case 'person':
      return { type: 'integer', minimum: 1 };
  }
}

function textList(items: JsonSchema): JsonSchema {
  return { type: 'array', items, maxItems: LIST_MAX_ENTRIES };
}

function optionValues(options: readonly Option[]): readonly string[] {
  return options.map((option) => option.value);
}

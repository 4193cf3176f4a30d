import { describe, expect, it } from 'vitest';
import { applicableFields } from '../check-form.ts';
import { type Field, type Form, REQUEST_TYPE_KEYS, type Values } from '../define.ts';
import { checkOperation, checkRequest, wrongPaths } from '../form.testing.ts';
import { formJsonSchema } from '../json-schema.ts';
import { requestTitle, variantLabel } from '../naming.ts';
import { ownFields, requestForm } from '../request-form.ts';
import { EXAMPLES } from './examples.testing.ts';
import { isRequestTypeKey, REQUEST_TYPES, requestType, typeByPrefix } from './index.ts';

function withNested(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) =>
    field.kind === 'groups' ? [field, ...withNested(field.fields)] : [field],
  );
}

describe('the list of types', () => {
  it('holds every key once, found by key and by prefix', () => {
    expect(REQUEST_TYPES.map((type) => type.key)).toEqual(REQUEST_TYPE_KEYS);
    for (const type of REQUEST_TYPES) {
      expect(requestType(type.key)).toBe(type);
      expect(typeByPrefix(type.prefix)).toBe(type);
    }
    expect(typeByPrefix('ZZ')).toBeNull();
    expect(isRequestTypeKey('user_records')).toBe(true);
    expect(isRequestTypeKey('constructor')).toBe(false);
  });

  it('P1, section 4: each type has its prefix, its teams, its schedule and its approval', () => {
    const facts = REQUEST_TYPES.map((type) => [
      type.prefix,
      type.teams.join(' '),
      type.schedulable,
      type.approvalOnDemand,
    ]);
    expect(Object.fromEntries(facts.map(([prefix, ...rest]) => [prefix, rest]))).toEqual({
      UR: ['revenue support', true, false],
      DT: ['revenue support', true, false],
      UT: ['revenue support', true, true],
      AV: ['revenue support', true, false],
      PR: ['revenue support', true, true],
      XF: ['compliance', false, false],
      SD: ['accounting', false, false],
    });
  });

  it('F-DT5: no type but DT needs approval by itself', () => {
    for (const type of REQUEST_TYPES) {
      const needing = EXAMPLES[type.key].some((values) => type.needsApproval(values));
      expect(needing).toBe(type.key === 'deactivation_toggle');
    }
  });
});

it('section 4: every sub-type has a complete request among the examples', () => {
  const subTypes = REQUEST_TYPES.flatMap((type) =>
    type.form.fields.flatMap((field) =>
      field.name === 'subType' && field.kind === 'select'
        ? field.options.map((option) => `${type.prefix} ${option.value}`)
        : [],
    ),
  );
  const used = REQUEST_TYPES.flatMap((type) =>
    EXAMPLES[type.key].map((values) => `${type.prefix} ${values.subType}`),
  );
  expect(subTypes).toHaveLength(7 + 2 + 9);
  expect(used).toEqual(expect.arrayContaining(subTypes));
});

describe.each(REQUEST_TYPES.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  const forms: readonly [string, Form][] = [
    ['request', requestForm(type)],
    ['operation', type.operation],
  ];
  const examples = EXAMPLES[type.key];

  it('explains itself in a sentence', () => {
    expect(type.name).toMatch(/^[A-Z]/);
    expect(type.description).toMatch(/^[A-Z].{20,140}\.$/);
    expect(type.prefix).toMatch(/^[A-Z]{2}$/);
  });

  it.each(forms)(
    '%s form: names are unique, stable identifiers, labels are sentences',
    (_form, form) => {
      const level = (fields: readonly Field[]): void => {
        const names = fields.map((field) => field.name);
        expect(new Set(names).size).toBe(names.length);
        for (const field of fields) {
          expect(field.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
          expect(field.name in {}).toBe(false);
          expect(field.label.trim()).toMatch(/^[A-Z0-9]/);
          if (field.kind === 'groups') level(field.fields);
        }
      };
      level(form.fields);
    },
  );

  it.each(forms)(
    '%s form: begins with a section, and no section is taken up again',
    (_form, form) => {
      expect(form.fields[0]?.section).toBeTruthy();
      const sections: string[] = [];
      for (const { section } of form.fields) {
        if (section !== undefined && section !== sections.at(-1)) sections.push(section);
      }
      expect(new Set(sections).size).toBe(sections.length);
    },
  );

  it.each(forms)('%s form: choices have options with unique values and labels', (_form, form) => {
    for (const field of withNested(form.fields)) {
      if (field.kind !== 'select' && field.kind !== 'multiselect') continue;
      expect(field.options.length).toBeGreaterThan(1);
      expect(new Set(field.options.map((option) => option.value)).size).toBe(field.options.length);
      expect(new Set(field.options.map((option) => option.label)).size).toBe(field.options.length);
    }
  });

  it.each(forms)(
    '%s form: secrets and days stand at the top, where stored values are found',
    (_form, form) => {
      const nested = form.fields.flatMap((field) =>
        field.kind === 'groups' ? withNested(field.fields) : [],
      );
      for (const field of nested) {
        expect(['secret', 'day', 'file', 'files', 'groups']).not.toContain(field.kind);
      }
    },
  );

  it('every field of the request can be reached by some complete request', () => {
    const reached = new Set(
      examples.flatMap((values) =>
        applicableFields(requestForm(type).fields, values, {}).map((field) => field.name),
      ),
    );
    expect(reached).toEqual(new Set(requestForm(type).fields.map((field) => field.name)));
  });

  it.each(examples.map((values) => [JSON.stringify(values), values] as const))(
    'takes %s, and checking what was read changes nothing',
    (_text, values) => {
      const first = checkRequest(type, values);
      expect(wrongPaths(first)).toEqual([]);
      expect(first.values).toEqual(values);
      expect(checkRequest(type, first.values)).toEqual(first);
    },
  );

  it('drops what no field knows', () => {
    const [example = {}] = examples;
    const hostile: Values = JSON.parse(
      JSON.stringify({ ...example, status: 'completed', constructor: { x: 1 } }).replace(
        '{',
        '{"__proto__":{"polluted":true},',
      ),
    );
    const checked = checkRequest(type, hostile);
    expect(checked).toEqual({ ok: true, values: example });
    expect('polluted' in checked.values).toBe(false);
  });

  it('O1, O2: counts that section 5 requires are required, and 0 is valid', () => {
    const request = examples.at(-1) ?? {};
    const missing = wrongPaths(checkOperation(type, {}, request));
    const own = ['xml_files', 'stripe_disputes'].includes(type.key);
    expect(missing.includes('propertiesUpdated')).toBe(!own);
    expect(missing.includes('usersUpdated')).toBe(type.key === 'user_records');
    const zeros = Object.fromEntries(
      type.operation.fields
        .filter((field) => field.kind === 'integer')
        .map((field) => [field.name, 0]),
    );
    const left = wrongPaths(checkOperation(type, zeros, request));
    expect(left.filter((path) => path in zeros)).toEqual([]);
  });

  it('section 5: no count may be negative or a fraction', () => {
    const counts = type.operation.fields.filter((field) => field.kind === 'integer');
    for (const wrong of [-1, 0.5, '2.5', '1e3', Number.NaN]) {
      const raw = Object.fromEntries(counts.map((field) => [field.name, wrong]));
      const paths = wrongPaths(checkOperation(type, raw, {}));
      for (const field of counts) expect(paths).toContain(field.name);
    }
  });

  it('has a title for every complete request', () => {
    for (const values of examples) {
      const title = requestTitle(type, values);
      expect(title.startsWith(type.name)).toBe(true);
      expect(title).not.toMatch(/undefined|null|– *$|– –/);
      expect(variantLabel(type, values) === null).toBe(type.variantField === null);
    }
    expect(requestTitle(type, {})).toBe(type.name);
  });

  it('builds a JSON schema with every field', () => {
    for (const [, form] of forms) {
      const schema = formJsonSchema(form);
      expect(Object.keys(schema.properties ?? {})).toEqual(form.fields.map((field) => field.name));
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    }
  });

  it('section 4: priority and scheduled date belong to schedulable types only', () => {
    const names = requestForm(type).fields.map((field) => field.name);
    const common = names.filter((name) => name === 'priority' || name === 'scheduledOn');
    expect(common).toEqual(type.schedulable ? ['priority', 'scheduledOn'] : []);
    const own = names.filter((name) => name !== 'priority' && name !== 'scheduledOn');
    expect(ownFields(type).map((field) => field.name)).toEqual(own);
  });
});

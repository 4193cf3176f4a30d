import { describe, expect, it } from 'vitest';
import { requestType } from '../../../domain/requests/types/index.ts';
import { mergeIssues, movePath, serverIssues } from './issues.ts';
import { isBlank, rawValues, setAt, valueAt } from './raw-values.ts';
import { sectionsOf } from './sections.ts';

const fields = requestType('user_records').form.fields;

describe('values of a form', () => {
  it('come from stored lists, numbers and groups as the texts that people edit', () => {
    const stored = {
      partnerName: 'Acme',
      groups: [{ emails: ['a@example.com', 'b@example.com'] }],
    };
    expect(rawValues(fields, stored)).toEqual({
      partnerName: 'Acme',
      groups: [{ emails: 'a@example.com\nb@example.com' }],
    });
    const operation = requestType('user_records').operation.fields;
    expect(rawValues(operation, { usersUpdated: 0 })).toEqual({ usersUpdated: '0' });
  });

  it('change at their path and leave everything beside it the same object', () => {
    const groups = [{ emails: 'a@example.com' }, { emails: 'b@example.com' }];
    const next = setAt({ partnerName: 'Acme', groups }, 'groups.1.emails', 'c@example.com');
    expect(valueAt(next, 'groups.1.emails')).toBe('c@example.com');
    expect(valueAt(next, 'groups.0')).toBe(groups[0]);
    expect(groups[1]).toEqual({ emails: 'b@example.com' });
  });

  it.each([
    [undefined, true],
    [null, true],
    ['  ', true],
    [[], true],
    [false, false],
    [0, false],
    ['0', false],
  ])('%j counts as blank: %s', (value, blank) => {
    expect(isBlank(value)).toBe(blank);
  });
});

describe('issues', () => {
  it('of the server stand at the same fields, below `values.` or not', () => {
    expect(serverIssues([{ path: 'values.groups.0.emails', message: 'x' }])).toEqual([
      { path: 'groups.0.emails', message: 'x' },
    ]);
  });

  it('are told in the order of the form, one source for each field', () => {
    const own = [{ path: 'groups.0.emails', message: 'own' }];
    const server = [
      { path: 'groups.0.emails', message: 'server' },
      { path: 'partnerName', message: 'unknown partner' },
    ];
    expect(mergeIssues(fields, own, server).map((issue) => issue.message)).toEqual([
      'unknown partner',
      'own',
    ]);
  });

  it('follow their entry when another one is removed, and go with their own', () => {
    const removeFirst = (index: number): number | null => (index === 0 ? null : index - 1);
    expect(movePath('groups.0.emails', 'groups', removeFirst)).toBeNull();
    expect(movePath('groups.11.emails', 'groups', removeFirst)).toBe('groups.10.emails');
    expect(movePath('groups', 'groups', removeFirst)).toBe('groups');
    expect(movePath('partnerName', 'groups', removeFirst)).toBe('partnerName');
  });
});

describe('sections', () => {
  it('gather the fields of a form under their headings, each field once', () => {
    for (const key of ['user_records', 'property_records', 'address_validation'] as const) {
      const type = requestType(key);
      const sections = sectionsOf(type.form.fields);
      const headings = sections.map(({ heading }) => heading);
      expect(new Set(headings).size).toBe(headings.length);
      expect(sections.flatMap((section) => section.fields)).toHaveLength(type.form.fields.length);
    }
  });

  it('let a field without a heading belong to the field before it', () => {
    const operation = requestType('user_records').operation.fields;
    const counts = sectionsOf(operation).find(({ heading }) => heading === 'Counts');
    expect(counts?.fields.map((field) => field.name)).toContain('csvRows');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicableFields, checkForm, isRequired } from './check-form.ts';
import { given } from './common-fields.ts';
import type { Field, Values } from './define.ts';
import { checkRequest, contextWith, formOf, messageAt, wrongPaths } from './form.testing.ts';
import { LIST_MAX_ENTRIES } from './read-value.ts';
import { requestForm } from './request-form.ts';
import { REQUEST_TYPES, requestType } from './types/index.ts';

const text: Field = { kind: 'text', name: 'name', label: 'Name', maxLength: 10 };
const integer: Field = { kind: 'integer', name: 'n', label: 'Number', min: 0, max: 100 };
const list: Field = { kind: 'list', name: 'list', label: 'Names', noun: 'name' };
const emails: Field = { kind: 'emails', name: 'emails', label: 'Emails' };
const day: Field = { kind: 'day', name: 'scheduledOn', label: 'Scheduled date' };

function readOne(field: Field, raw: unknown, previous: Values | null = null): unknown {
  const checked = checkForm(formOf(field), { [field.name]: raw }, contextWith({ previous }));
  return checked.ok ? checked.values[field.name] : checked.issues[0]?.message;
}

describe('conditions', () => {
  const yes = (name: string) => (values: Values) => values[name] === true;
  const a: Field = { kind: 'boolean', name: 'a', label: 'A' };
  const b: Field = { kind: 'boolean', name: 'b', label: 'B', applies: yes('a') };
  const c: Field = { ...text, name: 'c', label: 'C', applies: yes('b'), required: true };

  it('hold for values that were there before anybody typed', () => {
    const preselected = { a: true, b: true };
    expect(applicableFields([a, b, c], preselected, {})).toEqual([a, b, c]);
    expect(wrongPaths(checkForm(formOf(a, b, c), preselected, contextWith()))).toEqual(['c']);
  });

  it('do not listen to a value that does not apply itself, in whatever order fields stand', () => {
    const left = { a: false, b: true, c: 'x' };
    for (const fields of [
      [a, b, c],
      [c, b, a],
    ]) {
      expect(applicableFields(fields, left, {})).toEqual([a]);
      expect(checkForm(formOf(...fields), left, contextWith())).toEqual({
        ok: true,
        values: { a: false },
      });
    }
  });

  it('keep a wrong value quiet where its field does not apply', () => {
    expect(checkForm(formOf(a, b, c), { a: true, b: false, c: 7 }, contextWith()).ok).toBe(true);
  });

  it('of operation fields see the request', () => {
    const field: Field = { ...text, applies: (_values, request) => given(request, 'x') };
    expect(applicableFields([field], {}, { x: 1 })).toEqual([field]);
    expect(applicableFields([field], { x: 1 }, {})).toEqual([]);
    expect(
      isRequired({ ...text, required: (_v, request) => given(request, 'x') }, {}, { x: 1 }),
    ).toBe(true);
  });

  it('in a repeating block see their own entry', () => {
    const groups: Field = {
      kind: 'groups',
      name: 'g',
      label: 'G',
      noun: 'entry',
      fields: [a, b],
      maxCount: 3,
    };
    const checked = checkForm(
      formOf(groups),
      { g: [{ a: true, b: true }, { b: true }] },
      contextWith(),
    );
    expect(checked.values).toEqual({ g: [{ a: true, b: true }, {}] });
  });
});

describe('single kinds', () => {
  it.each<[string, Field, unknown, unknown]>([
    ['text is trimmed, its spaces made one', text, '  Ann \t  Lee ', 'Ann Lee'],
    ['text without control characters', text, 'A\u0000n\u0007n', 'Ann'],
    ['text is well-formed', text, 'a\ud800', 'a\ufffd'],
    ['long text', text, 'x'.repeat(11), 'Name may have 10 characters, this has 11'],
    ['text that is none', text, { toString: 'x' }, 'Name must be text'],
    ['lines of a multiline', { ...text, kind: 'multiline' }, ' a\r\n  b ', 'a\n  b'],
    ['a number', integer, 7, 7],
    ['a number as text', integer, ' 7 ', 7],
    ['thousands set off', { ...integer, max: 20_000 }, '12,500', 12_500],
    ['commas elsewhere', integer, '1,2', '“1,2” is not a whole number'],
    ['minus zero', integer, '-0', 0],
    ['a blank number', integer, '  ', undefined],
    ['a negative number', integer, '-1', 'Number must be 0 or more, not -1'],
    ['a large number', integer, 1e300, 'Number must be 100 or less, not 1e+300'],
    ['many digits', integer, '9'.repeat(30), `Number must be 100 or less, not ${'9'.repeat(30)}`],
    ['a fraction', integer, '1.5', '“1.5” is not a whole number'],
    ['a hexadecimal', integer, '0x10', '“0x10” is not a whole number'],
    ['no number', integer, [7], '“a list” is not a whole number'],
    ['yes', { kind: 'boolean', name: 'b', label: 'B' }, false, false],
    ['no boolean', { kind: 'boolean', name: 'b', label: 'B' }, 'yes', 'B must be yes or no'],
    ['a person', { kind: 'person', name: 'p', label: 'Operator' }, '12', 12],
    [
      'nobody',
      { kind: 'person', name: 'p', label: 'Operator' },
      0,
      'Operator must be a person from the list',
    ],
    [
      'no id',
      { kind: 'person', name: 'p', label: 'Operator' },
      1e12,
      'Operator must be a person from the list',
    ],
    [
      'an address',
      { kind: 'url', name: 'u', label: 'U' },
      ' https://example.com/a ',
      'https://example.com/a',
    ],
  ])('%s', (_name, field, raw, read) => {
    expect(readOne(field, raw)).toEqual(read);
  });

  it.each([
    'https://user@host',
    'javascript:alert(1)',
    'https://a b.example',
    'ftp://example.com',
    7,
    ['x'],
  ])('“%s” is refused as a link', (raw) => {
    expect(readOne({ kind: 'url', name: 'u', label: 'U' }, raw)).toContain('is not a web address');
  });

  it('choices keep the order of the options and each stands once', () => {
    const field: Field = {
      kind: 'multiselect',
      name: 'm',
      label: 'M',
      options: ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() })),
    };
    expect(readOne(field, ['c', 'a', 'c'])).toEqual(['a', 'c']);
    expect(readOne(field, 'b')).toEqual(['b']);
    expect(readOne(field, [])).toBeUndefined();
    expect(readOne(field, ['a', 'x', null])).toBe('“x”, “an object” is not one of: A, B, C');
  });

  it('L19: a scheduled date is tomorrow or later, unless it is already stored', () => {
    expect(readOne(day, '2026-11-23')).toBe('2026-11-23');
    for (const past of ['2026-11-22', '2026-11-21']) {
      expect(readOne(day, past)).toBe(`${past} is not possible; choose tomorrow or later`);
      expect(readOne(day, past, { scheduledOn: past })).toBe(past);
    }
    expect(readOne(day, '2026-11-21', { scheduledOn: '2026-11-20' })).toContain(
      'tomorrow or later',
    );
    expect(readOne(day, '2026-02-30')).toContain('write it as YYYY-MM-DD');
  });
});

describe('R6: lists', () => {
  it('R6: are split wherever the separators stand, as text or as a list of text', () => {
    expect(readOne(list, ' a, b\r\n\n c,,')).toEqual(['a', 'b', 'c']);
    expect(readOne(list, ['a, b', ' ', 'c\nd'])).toEqual(['a', 'b', 'c', 'd']);
    expect(readOne(list, [' ', ','])).toBeUndefined();
    expect(readOne(list, [1])).toBe('Names must be a list of text');
  });

  it('R6: wrong emails are named, ten of them and the number of the others', () => {
    expect(readOne(emails, 'A@Example.com, x')).toBe('“x” is not an email address');
    const message = readOne(
      emails,
      Array.from({ length: 13 }, (_, index) => `x${index}`),
    );
    expect(message).toContain('“x0”, “x1”');
    expect(message).toContain('“x9” and 3 more are not email addresses');
  });

  it('R6: an email given twice is kept once', () => {
    expect(readOne(emails, 'a@example.com, A@example.com')).toEqual(['a@example.com']);
  });

  it('R6: too many entries and too long ones are refused with what to do', () => {
    const many = Array.from({ length: LIST_MAX_ENTRIES + 1 }, (_, index) => `n${index}`);
    expect(readOne(list, many)).toBe(
      'Names may have 5000 entries, this has 5001; attach a file instead',
    );
    expect(readOne(list, ['x'.repeat(256)])).toContain('put each name on its own line');
  });

  it('5,000 entries are read in a few milliseconds', () => {
    const addresses = Array.from({ length: 5_000 }, (_, index) => `person${index}@example.com`);
    const form = formOf(list, emails);
    const raw = { list: addresses.join('\n'), emails: addresses.join(', ') };
    checkForm(form, raw, contextWith());
    const start = performance.now();
    const checked = checkForm(form, raw, contextWith());
    expect(performance.now() - start).toBeLessThan(100);
    expect(checked.ok && checked.values.emails).toHaveLength(5_000);
  });
});

describe('issues', () => {
  it('come in the order of the fields, those of rules included', () => {
    const type = requestType('user_records');
    const checked = checkRequest(type, { scheduledOn: 'soon', priority: 'urgent' });
    expect(wrongPaths(checked)).toEqual(['partnerName', 'groups', 'priority', 'scheduledOn']);
  });

  it('carry what could be read, so that nothing typed right is lost', () => {
    const checked = checkForm(formOf(text, integer), { name: 'Ann', n: 'x' }, contextWith());
    expect(checked).toMatchObject({ ok: false, values: { name: 'Ann' } });
  });

  it('quote at most a line of what was given', () => {
    const message = String(readOne(integer, '😀'.repeat(5_000)));
    expect(message.length).toBeLessThan(140);
    expect(message.isWellFormed()).toBe(true);
  });
});

describe('hostile input', () => {
  const shapes = [null, undefined, 'x', 7, true, [], [[]], () => 1];

  it('that is no object is refused as a whole', () => {
    for (const raw of shapes) {
      const checked = checkRequest(requestType('user_records'), raw as unknown as Values);
      expect(messageAt(checked, '')).toBe('The values must be an object');
    }
  });

  it('inherited names are not values', () => {
    const raw = Object.create({ name: 'Ann' });
    expect(wrongPaths(checkForm(formOf({ ...text, required: true }), raw, contextWith()))).toEqual([
      'name',
    ]);
  });

  it('nested beyond what a serialiser follows gets an answer', () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    for (const type of REQUEST_TYPES) {
      for (const field of requestForm(type).fields) {
        expect(() => checkRequest(type, { [field.name]: deep })).not.toThrow();
      }
    }
  });

  it('in large lists is answered at once and in short', () => {
    const huge = Array.from({ length: 200_000 }, (_, index) => ({ index }));
    for (const type of REQUEST_TYPES) {
      const raw = Object.fromEntries(requestForm(type).fields.map((field) => [field.name, huge]));
      const start = performance.now();
      const checked = checkRequest(type, raw);
      expect(performance.now() - start).toBeLessThan(1_000);
      expect(JSON.stringify(checked.ok ? [] : checked.issues).length).toBeLessThan(20_000);
    }
  });

  it('of any kind in any field never throws, and what passes is stable and storable', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        '2026-12-01',
        'https://example.com',
        'sheet',
        '5',
        { kept: true },
      ),
    );
    for (const type of REQUEST_TYPES) {
      const form = requestForm(type);
      const chosen = form.fields.flatMap((field) =>
        field.kind === 'select'
          ? field.options.map((option) => [field.name, option.value] as const)
          : [],
      );
      const raw = fc.record(Object.fromEntries(form.fields.map((field) => [field.name, value])), {
        requiredKeys: [],
      });
      fc.assert(
        fc.property(raw, fc.subarray(chosen), (values, choices) => {
          const first = checkRequest(type, { ...values, ...Object.fromEntries(choices) });
          const again = checkRequest(type, first.values);
          expect(again.values).toEqual(first.values);
          const stored = JSON.stringify(first.values);
          expect(stored).not.toContain('\\u0000');
          expect(stored).not.toMatch(/\\ud[89a-f]/);
        }),
        { numRuns: 200 },
      );
    }
  });
});

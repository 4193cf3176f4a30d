import { expect, test } from 'vitest';
import type { Field } from '../../../../domain/requests/define.ts';
import { changeView } from './change-view.ts';

const list: Field = { kind: 'list', name: 'properties', label: 'Properties', noun: 'property' };
const text: Field = { kind: 'text', name: 'partnerName', label: 'Partner', maxLength: 255 };
const change = (from: unknown, to: unknown, secret = false) => ({
  field: 'any',
  from,
  to,
  secret,
});

test('R3: an encrypted field is told as changed and nothing else', () => {
  expect(changeView(change('never', 'shown', true), null, false)).toEqual({ kind: 'secret' });
});

test('R3: lists are told as what came and what went', () => {
  expect(changeView(change(['Elm', 'Oak'], ['Oak', 'Ash']), list, false)).toEqual({
    kind: 'list',
    added: ['Ash'],
    removed: ['Elm'],
  });
});

test('R3: a list that was only reordered shows both sides', () => {
  expect(changeView(change(['Elm', 'Oak'], ['Oak', 'Elm']), list, false).kind).toBe('short');
});

test('R3: what was redacted says so instead of looking empty', () => {
  expect(changeView(change(null, null), text, true)).toEqual({ kind: 'redacted' });
});

test('R3: a value given for the first time has nothing before it, also when it is 0 or no', () => {
  expect(changeView(change(null, 0), text, false)).toEqual({ kind: 'given', value: 0 });
  expect(changeView(change(null, false), text, false)).toEqual({ kind: 'given', value: false });
});

test('R3: long and many-line texts fold, short ones stand on the line', () => {
  expect(changeView(change('Acme', 'Acme Homes'), text, false).kind).toBe('short');
  expect(changeView(change('one\ntwo', 'one'), text, false).kind).toBe('long');
  expect(changeView(change('a', 'b'.repeat(200)), text, false).kind).toBe('long');
});

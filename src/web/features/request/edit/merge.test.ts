import { expect, test } from 'vitest';
import type { Field } from '../../../../domain/requests/define.ts';
import { merged, theirChanges } from './merge.ts';

const text = (name: string): Field => ({ kind: 'text', name, label: name, maxLength: 255 });
const fields = [text('partnerName'), text('link'), text('instructions')];

const base = { partnerName: 'Acme', link: 'https://example.com/a' };
const mine = { partnerName: 'Acme', link: 'https://example.com/mine', instructions: 'Soon' };
const theirs = { partnerName: 'Acme Homes', link: 'https://example.com/theirs' };

test('X1: fields nobody but the other person touched take the new value, mine stay', () => {
  expect(merged(fields, base, mine, theirs)).toEqual({
    partnerName: 'Acme Homes',
    link: 'https://example.com/mine',
    instructions: 'Soon',
  });
});

test('X1: only what both changed differently is contested', () => {
  const changes = theirChanges(fields, base, mine, theirs);
  expect(changes.map(({ field, isContested }) => [field.name, isContested])).toEqual([
    ['partnerName', false],
    ['link', true],
  ]);
});

test('X1: the same change made twice is no contest', () => {
  const both = { ...base, link: 'https://example.com/b' };
  const [change] = theirChanges(fields, base, both, both);
  expect(change?.isContested).toBe(false);
});

test('X1: an emptied field counts as one that was never filled in', () => {
  expect(theirChanges(fields, { instructions: '' }, {}, {})).toEqual([]);
  expect(merged(fields, { instructions: '' }, {}, { instructions: 'New' }).instructions).toBe(
    'New',
  );
});

import { beforeEach, expect, test } from 'vitest';
import { BULK_MOST_ROWS } from '../../../domain/api/bulk.ts';
import {
  clearSelection,
  deselect,
  select,
  selectedCodes,
  toggle,
  togglePage,
  toggleTo,
} from './selection.ts';

const PAGE = ['A', 'B', 'C', 'D', 'E'];

beforeEach(() => clearSelection());

test('a range goes from the row picked last to this one, in either direction', () => {
  toggle('B');
  toggleTo('D', PAGE);
  expect(selectedCodes()).toEqual(['B', 'C', 'D']);
  toggle('E');
  toggleTo('A', PAGE);
  expect([...selectedCodes()].sort()).toEqual(PAGE);
});

test('a range that starts with dropping a row drops the others too', () => {
  select(PAGE);
  toggle('B');
  toggleTo('D', PAGE);
  expect(selectedCodes()).toEqual(['A', 'E']);
});

test('without a row to start from on this page, a range is the one row', () => {
  toggleTo('C', PAGE);
  expect(selectedCodes()).toEqual(['C']);
  toggle('Z');
  toggleTo('E', PAGE);
  expect(selectedCodes()).toEqual(['C', 'Z', 'E']);
});

test('the page is picked whole, then dropped whole; other pages stay', () => {
  select(['Z', 'B']);
  togglePage(PAGE);
  expect(selectedCodes()).toEqual(['Z', 'B', 'A', 'C', 'D', 'E']);
  togglePage(PAGE);
  expect(selectedCodes()).toEqual(['Z']);
});

test('it never holds more than one action can take', () => {
  select(Array.from({ length: BULK_MOST_ROWS - 2 }, (_, at) => `R${at}`));
  togglePage(PAGE);
  expect(selectedCodes()).toHaveLength(BULK_MOST_ROWS);
  expect(selectedCodes().slice(-2)).toEqual(['A', 'B']);
  deselect(['R0']);
  toggle('C');
  expect(selectedCodes().at(-1)).toBe('C');
});

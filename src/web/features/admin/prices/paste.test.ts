import { describe, expect, it } from 'vitest';
import { cellAfter, cellsOf, fillFrom } from './paste.ts';

describe('pasting a column of prices', () => {
  it.each(['1.25', '1.25\n', '1.25\r\n', ' 1.25 ', ''])(
    'leaves a single value %j to the field itself',
    (text) => {
      expect(cellsOf(text)).toBeNull();
    },
  );

  it.each([
    ['1.00\n2.00\n', [['1.00'], ['2.00']]],
    ['1.00\r\n\r\n3.00', [['1.00'], [''], ['3.00']]],
    ['1.00\t0.100\t0.020', [['1.00', '0.100', '0.020']]],
    [
      '1\t2\n3\t4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
  ])('reads %j as rows and columns', (text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it('fills downwards and to the right from where it was pasted', () => {
    const start = { operation: 'csv_row', field: 'operateCost' } as const;
    expect(
      fillFrom(start, [
        ['1', '2'],
        ['3', '4'],
      ]),
    ).toEqual({
      filled: [
        { operation: 'csv_row', field: 'operateCost', text: '1' },
        { operation: 'csv_row', field: 'qaCost', text: '2' },
        { operation: 'processing_report_row', field: 'operateCost', text: '3' },
        { operation: 'processing_report_row', field: 'qaCost', text: '4' },
      ],
      left: 0,
    });
  });

  it('says how many values did not fit, empty ones aside', () => {
    const start = { operation: 'xml_file', field: 'qaCost' } as const;
    const { filled, left } = fillFrom(start, [['1', '2', ''], ['3'], ['']]);
    expect(filled).toEqual([{ operation: 'xml_file', field: 'qaCost', text: '1' }]);
    expect(left).toBe(2);
  });
});

describe('keys in a column of prices', () => {
  const first = { operation: 'user_update', field: 'clientPrice' } as const;
  const second = { operation: 'property_update', field: 'clientPrice' } as const;

  it.each([
    ['ArrowDown', false],
    ['Enter', false],
  ])('%s leads down the column', (key, shift) => {
    expect(cellAfter(first, key, shift)).toEqual(second);
  });

  it.each([
    ['ArrowUp', false],
    ['Enter', true],
  ])('%s leads up the column', (key, shift) => {
    expect(cellAfter(second, key, shift)).toEqual(first);
  });

  it('nothing lies beyond the ends, and other keys stay in the field', () => {
    expect(cellAfter(first, 'ArrowUp', false)).toBeNull();
    expect(cellAfter({ operation: 'xml_file', field: 'qaCost' }, 'Enter', false)).toBeNull();
    expect(cellAfter(first, 'ArrowRight', false)).toBeNull();
  });
});

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, neutralised } from './csv.ts';

describe('D2 cells that a spreadsheet would run as a formula', () => {
  it.each([
    '=1+1',
    '+cmd|calc',
    '-1+1',
    '@SUM(A1)',
    '\tfoo',
    '\rfoo',
    '  =1+1',
    '\n=1+1',
    '\u00a0=1+1',
    '\u200b=1+1',
    '＝1+1',
    '＋1',
    '－1+2',
    '＠SUM(A1)',
    '﹦1+1',
    '- a list item',
  ])('%j gets an apostrophe in front', (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  });

  it.each([
    '-5',
    '+5',
    '-12.50',
    '0',
    '1,200',
    'a=b',
    'a - b',
    "'=1+1",
    '',
    'Elm Court; Oak House',
    'a\n- b',
  ])('%j stays as it is', (text) => {
    expect(neutralised(text)).toBe(text);
  });

  it('what would begin a cell where semicolons or tabs part cells is neutralised as well', () => {
    expect(neutralised('a; =1+1')).toBe("a; '=1+1");
    expect(neutralised('a\t@b')).toBe("a\t'@b");
    expect(neutralised('=a;-b')).toBe("'=a;'-b");
  });

  it('in every text, no cell begins a formula, whether comma, semicolon or tab parts cells', () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      ';',
      '\t',
      ',',
      '"',
      ' ',
      '\n',
      'a',
      '1',
      '\r',
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const safe = neutralised(typed);
        if (/^[+-]?\d+(\.\d+)?$/.test(typed)) expect(safe).toBe(typed);
        else
          for (const cell of safe.split(/[;\t]/))
            expect(cell.replace(/^[^\S\n]+/, '')).not.toMatch(/^[=+\-@＝](?!\d*$)/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('D2 CSV', () => {
  it('RFC 4180: whatever the texts, the same cells are read back', () => {
    const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (records) => {
        const csv = records.map((record) => csvLine([], record)).join('');
        const read = parse(csv, { record_delimiter: '\r\n', relax_column_count: true });
        expect(read).toEqual(records.map((record) => record.map(neutralised)));
      }),
      { numRuns: 500 },
    );
  });

  it('numbers are written as they are, text in a column of numbers is text', () => {
    expect(csvLine(['money', 'integer', 'money'], ['1200.50', '-3', '=1'])).toBe(
      "1200.50,-3,'=1\r\n",
    );
  });
});

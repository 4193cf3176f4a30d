import { buffer } from 'node:stream/consumers';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../domain/kernel/calendar.ts';
import { writeXlsx } from './xlsx.ts';
import { columnLetters, sheetCell } from './xlsx-parts.ts';

const AT = instant('2026-11-18T09:00:00Z');

const column = (at: number, kind: 'text' | 'money' | 'integer' = 'text') => ({
  heading: `Column ${at}`,
  kind,
  read: (row: readonly string[]) => row[at] ?? '',
});

describe('D2 workbooks', () => {
  it('hold several sheets, wider than the alphabet, whose cells are read back', async () => {
    const wide = Array.from({ length: 60 }, (_, at) => column(at));
    const row = wide.map((_, at) => (at % 3 === 0 ? '' : `cell ${at}`));
    const file = await buffer(
      writeXlsx(
        [
          { name: 'Wide', columns: wide, batches: [[row], [row, row]] },
          {
            name: 'A & B',
            columns: [column(0, 'money'), column(1, 'integer')],
            batches: [[['1200.50', '7']]],
          },
        ],
        AT,
      ),
    );
    const sheets = await readXlsxFile(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Wide', 'A & B']);
    expect(sheets[0]?.data).toHaveLength(4);
    expect(sheets[0]?.data[3]).toEqual(row.map((cell) => (cell === '' ? null : cell)));
    expect(sheets[1]?.data[1]).toEqual([1200.5, 7]);
  });

  it('write numbers as their exact decimal text, and text in a column of numbers as text', () => {
    expect(sheetCell('money', '200000000.10', 'A1')).toBe(
      '<c r="A1" s="2"><v>200000000.10</v></c>',
    );
    expect(sheetCell('money', '=1', 'A1')).toContain('t="inlineStr"');
    expect(sheetCell('text', '12', 'A1')).toContain('t="inlineStr"');
  });

  it('drop what XML cannot hold and cut what a cell cannot, without tearing a character apart', () => {
    expect(sheetCell('text', 'a\u0000\u0008\ud800b\uffff\n', 'A1')).toContain('>ab\n<');
    expect(sheetCell('text', '_x000D_', 'A1')).toContain('>_x005F_x000D_<');
    const long = sheetCell('text', '😀'.repeat(20_000), 'A1');
    const text = />([^<]*)<\/t>/.exec(long)?.[1] ?? '';
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text.endsWith('😀…')).toBe(true);
    expect(text.isWellFormed()).toBe(true);
    expect(sheetCell('text', 'x'.repeat(32_767), 'A1')).not.toContain('…');
  });

  it('name columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('stop reading when their reader goes', async () => {
    let isStopped = false;
    async function* endless() {
      try {
        for (let at = 0; ; at += 1) yield [[`${at} ${Math.random()}`]];
      } finally {
        isStopped = true;
      }
    }
    const workbook = writeXlsx([{ name: 'Endless', columns: [column(0)], batches: endless() }], AT);
    let bytes = 0;
    for await (const chunk of workbook) {
      bytes += chunk.length;
      if (bytes > 100_000) break;
    }
    await expect.poll(() => isStopped, { timeout: 5_000 }).toBe(true);
  });

  it('fail when reading fails', async () => {
    async function* failing() {
      yield [['a']];
      throw new Error('the database went away');
    }
    const workbook = writeXlsx([{ name: 'Failing', columns: [column(0)], batches: failing() }], AT);
    await expect(buffer(workbook)).rejects.toThrow('the database went away');
  });
});

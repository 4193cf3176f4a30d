import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentHeader, sanitiseFileName } from './file-name.ts';

describe('F2 a file name', () => {
  it.each([
    ['units.csv', 'units.csv'],
    ['  two   words\t.csv ', 'two words .csv'],
    ['a\r\nset-cookie: x.csv', 'a set-cookie: x.csv'],
    ['nul\0byte.csv', 'nulbyte.csv'],
    ['\u2066invoice\u2069\u202Egpj.exe', 'invoicegpj.exe'],
    ['/etc/passwd', 'passwd'],
    ['folder/', 'file'],
    ['...', 'file'],
    ['', 'file'],
    ['.gitignore', '.gitignore'],
    ['lone\uD800.csv', 'lone\uFFFD.csv'],
  ])('%j is kept as %j', (raw, name) => {
    expect(sanitiseFileName(raw)).toBe(name);
  });

  it('of any length has at most 255 characters and keeps its extension', () => {
    const name = sanitiseFileName(`${'😀'.repeat(400)}.xlsx`);
    expect([...name]).toHaveLength(255);
    expect(name.endsWith('😀.xlsx')).toBe(true);
    expect([...sanitiseFileName(`a.${'b'.repeat(400)}`)]).toHaveLength(255);
  });

  it('of any content is stored and sent without a path, a control or a broken header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = sanitiseFileName(raw);
        expect([...name].length).toBeGreaterThan(0);
        expect([...name].length).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Bidi_Control}]/u);
        const header = attachmentHeader(name);
        expect(header).toMatch(
          /^attachment; filename="[^"\\%]*"; filename\*=UTF-8''[A-Za-z0-9!~._%-]+$/,
        );
        expect(header).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(name);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLineCounter } from './csv-rows.ts';

const cell = fc
  .array(fc.constantFrom('a', '"', ',', '\r\n', '\n', 'é'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('D2: lines are counted right whatever stands in the cells and wherever the chunks are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
      (rows, size) => {
        const text = rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
        const bytes = new TextEncoder().encode(text);
        const count = csvLineCounter();
        let lines = 0;
        for (let at = 0; at < bytes.length; at += size) {
          lines = count(bytes.subarray(at, at + size));
        }
        expect(lines).toBe(rows.length);
      },
    ),
  );
});

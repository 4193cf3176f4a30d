import { describe, expect, it } from 'vitest';
import { CSV } from '../../../domain/requests/common-fields.ts';
import { type FileField, refusalOf } from './admit.ts';

const LIMIT = 10 * 1024 * 1024;
const any: FileField = { kind: 'file', name: 'file', label: 'File', accept: null };
const csv: FileField = { ...any, accept: CSV };

describe('a chosen file', () => {
  it('F1: is refused before it is sent, with its size and the limit named', () => {
    expect(refusalOf(any, { name: 'big.zip', size: LIMIT + 1 }, LIMIT)).toBe(
      '“big.zip” has 10.1 MB; the limit is 10 MB',
    );
    expect(refusalOf(any, { name: 'fits.zip', size: LIMIT }, LIMIT)).toBeNull();
  });

  it('is refused when its kind is not taken here, whatever the case of its extension', () => {
    expect(refusalOf(csv, { name: 'a.pdf', size: 1 }, 10)).toContain('choose a CSV file');
    expect(refusalOf(csv, { name: 'A.CSV', size: 1 }, 10)).toBeNull();
  });

  it('is refused when it is empty', () => {
    expect(refusalOf(any, { name: 'a.txt', size: 0 }, 10)).toBe('“a.txt” is empty');
  });
});

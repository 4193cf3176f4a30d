import { describe, expect, it } from 'vitest';
import { formatFileSize } from './file-size.ts';

const MB = 1024 * 1024;

describe('file sizes', () => {
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1 kB'],
    [1_025, '2 kB'],
    [MB - 1, '1 MB'],
    [MB, '1 MB'],
    [1.25 * MB, '1.3 MB'],
    [123.4 * MB, '124 MB'],
    [3 * 1024 * MB, '3 GB'],
  ])('%d bytes are %s', (bytes, shown) => {
    expect(formatFileSize(bytes)).toBe(shown);
  });

  it('F1: the limit reads as it was set, and one byte more reads as more', () => {
    expect(formatFileSize(10 * MB)).toBe('10 MB');
    expect(formatFileSize(10 * MB + 1)).toBe('10.1 MB');
  });
});

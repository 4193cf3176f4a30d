import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, instantFromEpochMs } from '../kernel/calendar.ts';
import { formatCode, isCode } from './codes.ts';
import { REQUEST_TYPES } from './types/index.ts';

describe('R1: codes', () => {
  it.each([
    ['UR', '2026-11-22T10:00:00Z', 1, 'UR-26Q4001'],
    ['DT', '2026-01-01T00:00:00Z', 42, 'DT-26Q1042'],
    ['XF', '2026-06-30T23:59:59.999Z', 999, 'XF-26Q2999'],
    ['SD', '2026-07-01T00:00:00Z', 1000, 'SD-26Q31000'],
    ['PR', '2009-05-05T00:00:00Z', 123456, 'PR-09Q2123456'],
    // New Year's Eve in New York is already next year in UTC.
    ['AV', '2026-12-31T20:00:00-05:00', 7, 'AV-27Q1007'],
  ])('R1: %s at %s, number %d, is %s', (prefix, at, sequence, code) => {
    expect(formatCode(prefix, instant(at), sequence)).toBe(code);
  });

  it('R1: two requests share a code only with prefix, quarter and number', () => {
    const parts = fc.record({
      prefix: fc.constantFrom(...REQUEST_TYPES.map((type) => type.prefix)),
      year: fc.integer({ min: 2000, max: 2099 }),
      quarter: fc.integer({ min: 1, max: 4 }),
      sequence: fc.integer({ min: 1, max: 5_000 }),
    });
    const code = (p: { prefix: string; year: number; quarter: number; sequence: number }): string =>
      formatCode(
        p.prefix,
        instantFromEpochMs(Date.UTC(p.year, (p.quarter - 1) * 3 + 1, 15)),
        p.sequence,
      );
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(isCode(code(a))).toBe(true);
        expect(code(a) === code(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it.each([
    '',
    'UR-26Q5001',
    'UR-26Q401',
    'ur-26Q4001',
    'UR26Q4001',
    'UR-2026Q4001',
    'UR-26Q4001 ',
    'UR-26Q4001\n',
  ])('R1: “%s” is not a code', (text) => {
    expect(isCode(text)).toBe(false);
  });
});

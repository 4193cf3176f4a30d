import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutesOf, partsOf } from './target-time.ts';

test('D4: a target survives its dialog to the minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 365 * 24 * 60 }), (minutes) => {
      expect(minutesOf(partsOf(minutes * 60_000))).toBe(minutes);
    }),
  );
});

test('D4: parts may be larger than their unit, and empty ones count as none', () => {
  expect(minutesOf({ days: '', hours: '36', minutes: '' })).toBe(36 * 60);
  expect(minutesOf({ days: '1', hours: '', minutes: '90' })).toBe(24 * 60 + 90);
});

test('D4: nothing, and more than a year, are no target', () => {
  expect(minutesOf({ days: '', hours: '', minutes: '' })).toBe('too_short');
  expect(minutesOf({ days: '0', hours: '0', minutes: '0' })).toBe('too_short');
  expect(minutesOf({ days: '365', hours: '', minutes: '' })).toBe(365 * 24 * 60);
  expect(minutesOf({ days: '365', hours: '', minutes: '1' })).toBe('too_long');
});

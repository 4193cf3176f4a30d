import { expect, test } from 'vitest';
import type { Delivery } from '../../domain/api/notifications.ts';
import { askAgainInMs } from './notifications.ts';

const of = (state: Delivery['state'], attempts = 1, waitsFor: Delivery['waitsFor'] = null) => ({
  state,
  attempts,
  waitsFor,
});

test('N6: deliveries are asked for again while something moves, sooner where it moves now', () => {
  const soon = askAgainInMs([of('sent'), of('pending', 0)]);
  const later = askAgainInMs([of('sent'), of('pending', 3)]);
  expect(askAgainInMs([of('sent'), of('failed'), of('unknown'), of('suppressed', 0)])).toBe(false);
  expect(askAgainInMs([of('sending'), of('pending', 3)])).toBe(soon);
  expect(askAgainInMs([of('pending', 0, 'channel')])).toBe(later);
  expect(Number(soon)).toBeLessThan(Number(later));
});

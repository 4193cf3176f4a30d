import { expect, it } from 'vitest';
import { periodText } from './period-text.ts';

const at = '2026-05-04T09:00:00.000Z';

it.each([
  [{ state: 'in_force', effectiveOn: '2026-05-04', endsOn: null }, 'from Mon 4 May 2026'],
  [
    { state: 'past', effectiveOn: '2026-05-04', endsOn: '2026-07-01' },
    'Mon 4 May 2026 – Tue 30 Jun 2026',
  ],
  [{ state: 'past', effectiveOn: '2026-05-04', endsOn: '2026-05-05' }, 'Mon 4 May 2026'],
  [{ state: 'past', effectiveOn: '2026-05-04', endsOn: '2026-05-04' }, 'Mon 4 May 2026'],
  [{ state: 'past', effectiveOn: '2026-06-01', endsOn: '2026-06-01' }, 'Never applied'],
  [{ state: 'withdrawn', effectiveOn: '2026-06-01', endsOn: null }, 'Never applied'],
] as const)('M2: %o applied as said', (list, text) => {
  expect(periodText({ ...list, publishedAt: at })).toBe(text);
});

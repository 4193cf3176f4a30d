import { expect, test } from 'vitest';
import type { BulkChoices } from '../../../domain/api/bulk.ts';
import { byReason } from './groups.ts';
import { offeredChoices } from './offered.ts';

type Choice = BulkChoices['choices'][number];
const choice = (action: Choice['action'], allowed: number, reason: string | null = null) => ({
  action,
  allowed,
  refused: 10 - allowed,
  reason,
});

test('the button is the step that fits most of the selection, never one that ends requests', () => {
  const offered = offeredChoices([
    choice('approve', 2),
    choice('operate', 5),
    choice('give_update', 9),
    choice('cancel', 10),
  ]);
  expect(offered.primary?.action).toBe('operate');
  expect(offeredChoices([choice('block', 4), choice('cancel', 10)]).primary).toBeNull();
});

test('X2: what fits none is not offered; what has a reason is listed with it', () => {
  const offered = offeredChoices([
    choice('operate', 0),
    choice('send_to_qa', 4, 'Choose requests of one type'),
    choice('block', 1),
  ]);
  expect(offered.possible.map(({ action }) => action)).toEqual(['block']);
  expect(offered.impossible.map(({ action }) => action)).toEqual(['send_to_qa']);
});

test('rows with the same reason stand together, the largest group first', () => {
  const rows = [
    { code: 'A', reason: 'Completed' },
    { code: 'B', reason: 'Cancelled' },
    { code: 'C', reason: 'Cancelled' },
    { code: 'D', reason: null },
  ];
  const groups = byReason(rows, 'Unknown').map(({ reason, rows: members }) => [
    reason,
    members.map(({ code }) => code).join(''),
  ]);
  expect(groups).toEqual([
    ['Cancelled', 'BC'],
    ['Completed', 'A'],
    ['Unknown', 'D'],
  ]);
});

import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../../domain/api/notifications.ts';
import { countsOf, groupsOf } from './groups.ts';

const delivery = (id: number, change: Partial<Delivery> = {}): Delivery => ({
  id,
  code: 'UR-26Q4001',
  event: 'new_request_created',
  channel: 'email',
  recipient: { kind: 'operations', person: null, address: null },
  state: 'sent',
  suppressedReason: null,
  dropReason: null,
  leftOut: [],
  attempts: 1,
  lastError: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  lastAttemptAt: null,
  nextAttemptAt: null,
  finishedAt: null,
  waitsFor: null,
  providerId: null,
  ...change,
});

describe('N6: the deliveries of a request', () => {
  test('stand together per event, the newest event first', () => {
    const later = '2026-11-22T11:00:00.000Z';
    const groups = groupsOf([
      delivery(1),
      delivery(2, { channel: 'slack' }),
      delivery(3, { event: 'request_pending_approval' }),
      delivery(4, { event: 'update_provided', createdAt: later }),
    ]);
    expect(groups.map(({ event, deliveries }) => [event, deliveries.map(({ id }) => id)])).toEqual([
      ['update_provided', [4]],
      ['request_pending_approval', [3]],
      ['new_request_created', [1, 2]],
    ]);
  });

  test('the same event twice is two groups', () => {
    const again = delivery(2, { createdAt: '2026-11-22T12:00:00.000Z' });
    expect(groupsOf([delivery(1), again]).map(({ at }) => at)).toEqual([
      again.createdAt,
      delivery(1).createdAt,
    ]);
  });

  test('the summary counts each state and leaves out the empty ones', () => {
    expect(
      countsOf([delivery(1), delivery(2, { state: 'failed' }), delivery(3, { state: 'pending' })]),
    ).toEqual([
      { state: 'pending', count: 1 },
      { state: 'sent', count: 1 },
      { state: 'failed', count: 1 },
    ]);
  });
});

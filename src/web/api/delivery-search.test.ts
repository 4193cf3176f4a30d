import { describe, expect, test } from 'vitest';
import {
  type DeliverySearch,
  deliveryParameters,
  hasDeliveryFilters,
  readDeliverySearch,
  sendAgainFilter,
  withDeliveryFilter,
} from './delivery-search.ts';
import { newerThan, olderThan } from './places.ts';

describe('the deliveries page in the address', () => {
  test('keeps what it understands, in one order, and drops the rest', () => {
    expect(
      readDeliverySearch({
        state: 'unknown,nonsense,failed',
        channel: 'fax',
        code: ' ur-26q4001 ',
        before: '90,x,40',
        view: 'all',
      }),
    ).toEqual({ state: 'unknown,failed', code: 'UR-26Q4001', before: '90,40' });
  });

  test('reads its own addresses back unchanged', () => {
    const search: DeliverySearch = {
      state: 'suppressed',
      channel: 'email,telegram',
      event: 'request_blocked,comment_mention',
      reason: 'muted',
      code: 'AV-26Q4012',
      before: '812,762',
    };
    expect(readDeliverySearch({ ...search })).toEqual(search);
  });

  test('pages back and forth over the same places', () => {
    const newest: DeliverySearch = { channel: 'slack' };
    const second = olderThan(newest, 812);
    const third = olderThan(second, 762);
    expect(deliveryParameters(third)).toEqual({ channel: 'slack', before: '762' });
    expect(newerThan(third)).toEqual(second);
    expect(newerThan(second)).toEqual(newest);
    expect(newerThan(newest)).toBeNull();
  });

  test('a changed filter starts at the newest; an empty one goes', () => {
    const search: DeliverySearch = { state: 'failed', before: '812' };
    expect(withDeliveryFilter(search, 'channel', 'email')).toEqual({
      state: 'failed',
      channel: 'email',
    });
    expect(withDeliveryFilter(search, 'state', '')).toEqual({});
    expect(hasDeliveryFilters({ before: '812' })).toBe(false);
    expect(hasDeliveryFilters(search)).toBe(true);
  });
});

describe('N2, N4: all that match can be sent again', () => {
  test('only where everything shown can be', () => {
    expect(sendAgainFilter({})).toBeNull();
    expect(sendAgainFilter({ state: 'failed,pending' })).toBeNull();
    expect(sendAgainFilter({ state: 'sent' })).toBeNull();
    expect(sendAgainFilter({ channel: 'email' })).toBeNull();
  });

  test('with every filter of the page, from the newest on', () => {
    expect(
      sendAgainFilter({
        state: 'failed,unknown',
        channel: 'slack',
        event: 'request_blocked',
        code: 'UR-26Q4001',
        before: '812',
      }),
    ).toEqual({
      state: ['failed', 'unknown'],
      channel: ['slack'],
      event: ['request_blocked'],
      code: 'UR-26Q4001',
    });
  });
});

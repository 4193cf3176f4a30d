import { describe, expect, it } from 'vitest';
import { limitedNetwork, plainAddress } from './client-address.ts';

describe('client addresses', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['fe80::1%eth0', 'fe80::1', 'fe80::'],
    ['::1', '::1', '::'],
    ['not an address', '0.0.0.0', '0.0.0.0'],
  ])('%s is kept as %s and limited as %s', (given, kept, limited) => {
    expect(plainAddress(given)).toBe(kept);
    expect(limitedNetwork(given)).toBe(limited);
  });
});

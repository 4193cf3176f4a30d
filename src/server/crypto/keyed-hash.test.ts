import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyedHash } from './keyed-hash.ts';

describe('a keyed hash', () => {
  const hash = keyedHash('one key');

  it('is the same for the same text, and different for another text, purpose or key', () => {
    const kept = hash('sign-in', 'rina@example.com');
    expect(kept).toHaveLength(32);
    expect(hash('sign-in', 'rina@example.com')).toEqual(kept);
    expect(hash('sign-in', 'sam@example.com')).not.toEqual(kept);
    expect(hash('other', 'rina@example.com')).not.toEqual(kept);
    expect(keyedHash('another key')('sign-in', 'rina@example.com')).not.toEqual(kept);
  });

  it('cannot be found by hashing the text alone', () => {
    for (const text of ['rina@example.com', 'sign-in\nrina@example.com']) {
      const plain = createHash('sha256').update(text).digest();
      expect(hash('sign-in', 'rina@example.com')).not.toEqual(plain);
    }
  });
});

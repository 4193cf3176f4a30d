import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.ts';

const old = { id: '2025', key: Buffer.alloc(32, 1) };
const current = { id: '2026', key: Buffer.alloc(32, 2) };
const place = 'request:7:bankDetails';
const plain = 'DE89 3704 0044 0532 0130 00 – Zoë';

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

describe('a sealed value (section 4: bank details are encrypted at rest)', () => {
  const box = new SecretBox([current]);

  it('opens to what was sealed, and shows nothing of it', () => {
    const sealed = box.seal(plain, place);
    expect(box.open(sealed, place)).toBe(plain);
    expect(sealed.ciphertext.includes('DE89')).toBe(false);
    expect(sealed.keyId).toBe('2026');
  });

  it('is different each time, so that equal values are not seen to be equal', () => {
    const [first, second] = [box.seal(plain, place), box.seal(plain, place)];
    expect(first.nonce.equals(second.nonce)).toBe(false);
    expect(first.ciphertext.equals(second.ciphertext)).toBe(false);
  });

  it('written under the old key opens after a rotation, and new ones are written under the first', () => {
    const before = new SecretBox([old]).seal(plain, place);
    const rotated = new SecretBox([current, old]);
    expect(rotated.open(before, place)).toBe(plain);
    expect(rotated.seal(plain, place).keyId).toBe('2026');
  });

  it('names the key that is missing', () => {
    const before = new SecretBox([old]).seal(plain, place);
    expect(() => box.open(before, place)).toThrow(/lacks the key "2025"/);
  });

  it('does not open under another key of the same name', () => {
    const impostor = new SecretBox([{ id: '2026', key: Buffer.alloc(32, 3) }]);
    expect(() => impostor.open(box.seal(plain, place), place)).toThrow();
  });

  it('does not open at another place: a ciphertext moved to another request is worth nothing', () => {
    expect(() => box.open(box.seal(plain, place), 'request:8:bankDetails')).toThrow();
  });

  it('does not open when any part of it was tampered with or cut', () => {
    const sealed = box.seal(plain, place);
    for (let at = 0; at < sealed.ciphertext.length; at += 1) {
      const ciphertext = flipped(sealed.ciphertext, at);
      expect(() => box.open({ ...sealed, ciphertext }, place)).toThrow();
    }
    expect(() => box.open({ ...sealed, nonce: flipped(sealed.nonce, 0) }, place)).toThrow();
    const cut = sealed.ciphertext.subarray(0, 10);
    expect(() => box.open({ ...sealed, ciphertext: cut }, place)).toThrow();
    const shortTag = sealed.ciphertext.subarray(0, -4);
    expect(() => box.open({ ...sealed, ciphertext: shortTag }, place)).toThrow();
  });

  it('cannot be made without a key', () => {
    expect(() => new SecretBox([]).seal(plain, place)).toThrow(/holds no key/);
  });
});

import { describe, expect, it } from 'vitest';
import { passwordWeakness } from './password-strength.ts';

const owner = {
  email: 'margaret.hamilton@northwind.example.com',
  username: 'maggie-apollo',
  firstName: 'Margaret',
  lastName: 'Hamilton',
};
const weakness = (password: string) =>
  passwordWeakness(password, owner, ['requests', 'northwind', 'Contoso']);

describe('section 1: a new password is judged by how hard it is to guess', () => {
  it.each([
    'correct horse battery',
    'purple monkey dishwasher',
    'пароль-подлиннее',
    'all small letters are fine',
    'kq7zwm4txb',
    '🐎🔋📎🌵🧵🪴🎈🧊🪁🧭',
  ])('%j is fine, whatever classes of characters it has', async (password) => {
    expect(await weakness(password)).toBeNull();
  });

  it.each([
    ['Password123!', 'close to a common password'],
    ['P@ssw0rd2026', 'easy to guess'],
    ['Qwertyuiop1!', 'easy to guess'],
    ['iloveyou1234', 'easy to guess'],
    ['Ab1!Ab1!Ab1!', 'repeats a few characters'],
    ['Hamilton2026', 'your name'],
    ['Northwind2026!', 'your name, your address or the name of this site'],
    ['maggie-apollo1', 'your name'],
    ['Requests2026', 'the name of this site'],
    ['contoso-2026', 'the name of this site'],
  ])('%j is refused and told why and what to do', async (password, why) => {
    const sentence = await weakness(password);
    expect(sentence).toContain(why);
    expect(sentence).toMatch(/^This is easy to guess.*\. Use a few unrelated words$/);
  });

  it('the instant rules come first', async () => {
    expect(await weakness('short')).toBe('Use at least 10 characters');
    expect(await weakness('x'.repeat(257))).toBe('At most 256 characters');
  });

  it('the longest passwords take no longer than what is looked at', async () => {
    const started = performance.now();
    expect(await weakness('Ab1!@#$%^&*()1qaz2wsx3edc4rfv'.repeat(8))).toBeNull();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

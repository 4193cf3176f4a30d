import { describe, expect, it } from 'vitest';
import { displayName } from './people.ts';
import {
  checkProfile,
  erasedProfile,
  parseAccountEmail,
  passwordProblem,
  usernameFromEmail,
} from './profile.ts';

const person = { email: 'ada.byron@example.com', username: 'countess.ada' };

describe('a new password (section 1)', () => {
  it.each([
    'correct horse',
    'ten chars!',
    'пароль-подлиннее',
    '🐎🔋📎🌵🧵🪴🎈🧊🪁🧭',
    'x'.repeat(128) + 'yz'.repeat(64),
  ])('%j is fine', (password) => {
    expect(passwordProblem(password, person)).toBeNull();
  });

  it.each([
    ['', 'at least 10'],
    ['nine char', 'at least 10'],
    // Counted in characters, not in UTF-16 halves.
    ['🐎🔋📎🌵🧵', 'at least 10'],
    ['x'.repeat(257), 'At most 256'],
    ['Ada.Byron@Example.com', 'email or username'],
    ['COUNTESS.ADA', 'email or username'],
    ['Password123', 'first that attackers try'],
    ['qwertyuiop', 'first that attackers try'],
    ['0987654321', 'first that attackers try'],
    ['ABCDEFGHIJ', 'first that attackers try'],
    ['aaaaaaaaaaaa', 'first that attackers try'],
    ['abababababab', 'first that attackers try'],
  ])('%j is refused', (password, why) => {
    expect(passwordProblem(password, person)).toContain(why);
  });

  it('may not be the part of the email before the @', () => {
    expect(
      passwordProblem('margaret.hamilton', { ...person, email: 'margaret.hamilton@example.com' }),
    ).toContain('email or username');
  });
});

describe('a profile (section 1)', () => {
  it('keeps absent fields absent', () => {
    expect(checkProfile({})).toEqual({ profile: {}, issues: [] });
  });

  it('trims, joins lines and drops what cannot be stored', () => {
    expect(
      checkProfile({
        username: ' ada ',
        firstName: 'A\u0000d\u0007a',
        lastName: ' King\r\n Byron \ud800',
      }),
    ).toEqual({
      profile: { username: 'ada', firstName: 'Ada', lastName: 'King Byron \ufffd' },
      issues: [],
    });
  });

  it('takes an empty Slack id as none', () => {
    expect(checkProfile({ slackMemberId: ' ' }).profile).toEqual({ slackMemberId: null });
    expect(checkProfile({ slackMemberId: null }).profile).toEqual({ slackMemberId: null });
  });

  it('repeats no more than a line of a time zone that is none', () => {
    const [issue] = checkProfile({ timezone: 'x'.repeat(900_000) }).issues;
    expect(issue?.path).toBe('timezone');
    expect(issue?.message.length).toBeLessThan(120);
  });
});

describe('P7 what an erased person is called', () => {
  it('is a name and an address of their own, as displayed everywhere', () => {
    const erased = erasedProfile(12);
    expect(erased).toMatchObject({
      username: 'former-user-12',
      email: 'former-user-12@erased.invalid',
    });
    expect(displayName(erased)).toBe('Former user 12');
  });

  it('is nobody else’s to take', () => {
    expect(checkProfile({ username: 'Former-User-12' }).issues).toEqual([
      { path: 'username', message: expect.stringContaining('erased') },
    ]);
    expect(checkProfile({ username: 'former-user' }).issues).toEqual([]);
    expect(parseAccountEmail('former-user-12@Erased.Invalid')).toBeNull();
    expect(parseAccountEmail(' Dana@Example.com ')).toBe('dana@example.com');
    expect(parseAccountEmail('dana')).toBeNull();
  });
});

describe('a username made of an address (section 1)', () => {
  it.each([
    ['dana.reyes@example.com', 1, 'dana.reyes'],
    ['dana.reyes@example.com', 2, 'dana.reyes-2'],
    ['dana+lists@example.com', 1, 'dana-lists'],
    ['_dana@example.com', 1, 'dana'],
    ['d@example.com', 1, 'user-d'],
    ['+@example.com', 1, 'user-'],
    ['former-user-12@example.com', 1, 'user-former-user-12'],
    [`${'x'.repeat(64)}@example.com`, 12, `${'x'.repeat(32)}-12`],
  ])('%s, turn %i: %s', (email, turn, username) => {
    expect(usernameFromEmail(email, turn)).toBe(username);
    expect(checkProfile({ username: usernameFromEmail(email, turn) }).issues).toEqual([]);
  });
});

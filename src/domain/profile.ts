import type { Issue } from './errors.ts';
import { isTimeZone } from './kernel/calendar.ts';
import { parseEmail } from './kernel/lists.ts';
import { plainText } from './kernel/text.ts';

/** What a person may make of their own account (section 1), asked by the form and by the server. */

export interface Profile {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timezone: string;
  readonly slackMemberId: string | null;
}

export type ProfileChange = { readonly [K in keyof Profile]?: Profile[K] | undefined };

const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$/;
const SLACK_MEMBER_ID = /^[UW][A-Z0-9]{2,20}$/;
/** P7: what erased people are called; nobody else may be. */
const KEPT_USERNAME = /^former-user-\d+$/i;
const ERASED_DOMAIN = '@erased.invalid';
const NAME_MAX_LENGTH = 80;
/** Of a name that is none, no more than a line is repeated. */
const TIMEZONE_SHOWN_LENGTH = 60;

export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 256;

/** The given fields trimmed and checked; absent ones stay absent. `issues` is empty when all is well. */
export function checkProfile(change: ProfileChange): {
  readonly profile: Partial<Profile>;
  readonly issues: readonly Issue[];
} {
  const profile: { -readonly [K in keyof Profile]?: Profile[K] } = {};
  const issues: Issue[] = [];
  const wrong = (path: keyof Profile, message: string) => issues.push({ path, message });

  if (change.username !== undefined) {
    profile.username = change.username.trim();
    if (!USERNAME.test(profile.username)) {
      wrong(
        'username',
        'Use 2 to 40 letters, digits, dots, hyphens or underscores, starting with a letter or digit',
      );
    } else if (KEPT_USERNAME.test(profile.username)) {
      wrong('username', 'Names like this are kept for erased accounts; choose another');
    }
  }
  for (const path of ['firstName', 'lastName'] as const) {
    const given = change[path];
    if (given === undefined) continue;
    profile[path] = oneLine(given);
    if (profile[path].length > NAME_MAX_LENGTH)
      wrong(path, `At most ${NAME_MAX_LENGTH} characters`);
  }
  if (change.timezone !== undefined) {
    profile.timezone = change.timezone.trim();
    if (!isTimeZone(profile.timezone)) {
      const shown = profile.timezone.slice(0, TIMEZONE_SHOWN_LENGTH);
      wrong('timezone', `"${shown}" is not a time zone, e.g. Europe/Berlin`);
    }
  }
  if (change.slackMemberId !== undefined) {
    const id = change.slackMemberId?.trim().toUpperCase() ?? '';
    profile.slackMemberId = id === '' ? null : id;
    if (id !== '' && !SLACK_MEMBER_ID.test(id)) {
      wrong('slackMemberId', 'A Slack member ID starts with U or W, e.g. U024BE7LH');
    }
  }
  return { profile, issues };
}

/** Section 1: the address of an account, lower-cased, or null; erased people's (P7) is nobody's to take. */
export function parseAccountEmail(text: string): string | null {
  const email = parseEmail(text);
  return email?.endsWith(ERASED_DOMAIN) === true ? null : email;
}

const SUGGESTION_MAX_LENGTH = 32;

/**
 * Section 1: a username made of an address, for accounts that nobody named: `dana.reyes@example.com`
 * gives `dana.reyes`.
 * @param turn 1 for the name itself, 2 and more when that one is taken: `dana.reyes-2`
 */
export function usernameFromEmail(email: string, turn = 1): string {
  const mailbox = (email.split('@')[0] ?? '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, SUGGESTION_MAX_LENGTH);
  const name = mailbox.length < 2 || KEPT_USERNAME.test(mailbox) ? `user-${mailbox}` : mailbox;
  return turn === 1 && USERNAME.test(name) ? name : `${name}-${turn}`;
}

/** P7: what is left of a person's profile once they were erased. */
export function erasedProfile(userId: number) {
  return {
    username: `former-user-${userId}`,
    email: `former-user-${userId}${ERASED_DOMAIN}`,
    firstName: 'Former user',
    lastName: String(userId),
    timezone: 'UTC',
  };
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** Why this cannot be the person's new password; null when it can. Length counts, composition does not. */
export function passwordProblem(
  password: string,
  person: { readonly email: string; readonly username: string },
): string | null {
  if ([...password].length < PASSWORD_MIN_LENGTH) {
    return `Use at least ${PASSWORD_MIN_LENGTH} characters`;
  }
  if (password.length > PASSWORD_MAX_LENGTH) return `At most ${PASSWORD_MAX_LENGTH} characters`;
  const plain = password.toLowerCase();
  const mailbox = person.email.split('@')[0] ?? '';
  if ([person.email, mailbox, person.username].some((own) => own.toLowerCase() === plain)) {
    return 'Use something other than your email or username';
  }
  if (isCommon(plain)) return 'This password is among the first that attackers try; use another';
  return null;
}

/** The commonest of ten characters and more, and what is made of one run or one character. */
function isCommon(plain: string): boolean {
  return COMMON.has(plain) || new Set(plain).size <= 2 || isRun(plain);
}

const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

function isRun(plain: string): boolean {
  const backwards = [...plain].reverse().join('');
  return RUNS.some((run) => run.includes(plain) || run.includes(backwards));
}

const COMMON: ReadonlySet<string> = new Set([
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qazxsw23edc',
  'abc1234567',
  'abcd123456',
  'admin12345',
  'administrator',
  'asdf123456',
  'azertyuiop',
  'basketball',
  'changeme123',
  'changemenow',
  'iloveyou12',
  'iloveyou123',
  'letmein123',
  'liverpool1',
  'manchester',
  'motherlode',
  'mypassword',
  'p@ssw0rd123',
  'p@ssword123',
  'passw0rd123',
  'password01',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'q1w2e3r4t5',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'qwertyuiop123',
  'starwars123',
  'sunshine123',
  'superman123',
  'trustno1trustno1',
  'welcome123',
  'welcome1234',
  'whatever123',
]);

import { listOf } from './kinds.ts';
import type { Given } from './rules.ts';

/**
 * What NODE_ENV=production refuses: secrets that others know, and a public address without HTTPS.
 * Sample accounts are refused once the database can be asked (start/sample-accounts.ts).
 */

/** Words of documentation, examples and tests, which random secrets do not contain. */
const EXAMPLE_WORDS =
  /change.?me|example|sample|placeholder|insecure|your[-_. ]|test key|openssl|password|minioadmin/i;
/** Random text of the length that is asked for has more different characters than this. */
const FEWEST_CHARACTERS = 10;
const FEWEST_BYTES = 10;
/** The name that `npm start` gives the keys of its embedded database (scripts/platform/secrets.ts). */
export const LOCAL_KEY = 'local';

const SECRETS = {
  SECRET_KEY: 'the output of `openssl rand -base64 48`',
  AWS_SECRET_ACCESS_KEY: 'the one that your store gave you',
  EMAIL_HOST_PASSWORD: 'the one that your mail server gave you',
} as const;

/** One line each, beginning with the variable's name. */
export function productionProblems(given: Given): readonly string[] {
  const problems: string[] = [];
  for (const [name, instead] of Object.entries(SECRETS)) {
    const value = given[name];
    if (value !== undefined && isExample(value)) {
      problems.push(`${name} is an example that others know, use e.g. ${instead}`);
    }
  }
  const { SECRET_KEY: key = '' } = given;
  if (!isExample(key) && (key.startsWith(`${LOCAL_KEY}-`) || hasFewCharacters(key))) {
    problems.push(`SECRET_KEY is not a secret, use e.g. ${SECRETS.SECRET_KEY}`);
  }
  if (given.DATABASE_URL !== undefined && hasKnownPassword(given.DATABASE_URL)) {
    problems.push(
      'DATABASE_URL has an example as its password, use e.g. the output of `openssl rand -hex 24`',
    );
  }
  if (isExample(signInOf(given.SMTP_URL ?? '').password)) {
    problems.push(
      `SMTP_URL has an example as its password, use e.g. ${SECRETS.EMAIL_HOST_PASSWORD}`,
    );
  }
  return [...problems, ...keyProblems(given), ...addressProblems(given)];
}

function keyProblems(given: Given): readonly string[] {
  const keys = listOf(given.DATA_ENCRYPTION_KEYS ?? '');
  const problems: string[] = [];
  const isKnown = keys.some((part) => {
    const key = part.slice(part.indexOf(':') + 1);
    return isExample(part) || new Set(Buffer.from(key, 'base64')).size < FEWEST_BYTES;
  });
  if (isKnown) {
    problems.push(
      'DATA_ENCRYPTION_KEYS has a key that others know, use e.g. 2026a:<the output of `openssl rand -base64 32`>',
    );
  }
  if (keys[0]?.startsWith(`${LOCAL_KEY}:`)) {
    problems.push(
      'DATA_ENCRYPTION_KEYS would write with the key of an embedded database: put a new one before it, e.g. 2026a:<the output of `openssl rand -base64 32`>,local:…',
    );
  }
  return problems;
}

function addressProblems(given: Given): readonly string[] {
  const text = given.SITE_URL;
  if (text === undefined || !URL.canParse(text)) return [];
  const { protocol, hostname } = new URL(text);
  // Nobody else can reach a loopback address, and nothing travels over a network.
  if (protocol !== 'http:' || isLoopback(hostname)) return [];
  return [
    'SITE_URL must begin with https:// in production: passwords and cookies would travel in the clear, e.g. https://requests.example.com',
  ];
}

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);

const isExample = (text: string): boolean => EXAMPLE_WORDS.test(text);

const hasFewCharacters = (text: string): boolean =>
  text !== '' && new Set(text).size < FEWEST_CHARACTERS;

/** None at all is fine: the server may know the machine or its certificate. */
function hasKnownPassword(address: string): boolean {
  const { username, password } = signInOf(address);
  return isExample(password) || (password !== '' && password === username);
}

const signInOf = (address: string): Pick<URL, 'username' | 'password'> =>
  URL.canParse(address) ? new URL(address) : { username: '', password: '' };

/** Lists typed by people (R6): split at commas and new lines, trimmed, empties dropped. */
export function splitList(text: string): string[] {
  return text
    .split(/[,\r\n]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/**
 * Lower-cased address of at most 254 characters with a dotted domain, or null. Matched before it is
 * lower-cased: the Kelvin sign becomes a plain "k", and one person's address another's.
 */
export function parseEmail(text: string): string | null {
  const email = text.trim();
  if (email.length > 254 || email.indexOf('@') > 64 || !EMAIL.test(email)) return null;
  return email.toLowerCase();
}

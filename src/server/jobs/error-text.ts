const LONGEST = 500;

/** Of an error what an admin may read: its first line, without the credentials of an address in it. */
export function errorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n', 1)[0]?.trim() || 'It failed without saying why';
  const safe = line.replace(/\/\/[^\s/@]*@/g, '//…@');
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST - 1).toWellFormed()}…` : safe;
}

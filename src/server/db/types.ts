import pg from 'pg';

/** Object ids of PostgreSQL's types whose default parser would lose something. */
const oid = {
  int8: 20,
  int8Array: 1016,
  date: 1082,
  timestamptz: 1184,
  timestamptzArray: 1185,
  dateArray: 1182,
  numericArray: 1231,
  numeric: 1700,
} as const;

const asText = (text: string): string => text;
// One-dimensional arrays of values without commas or quotes, except the quotes of timestamps.
const textArray = (text: string): string[] =>
  text === '{}' ? [] : text.slice(1, -1).replaceAll('"', '').split(',');

/** int8 → number; counts and ids here stay far below 2^53, and a larger one must not pass silently. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of the safe range: ${text}`);
  return value;
}

/**
 * `2026-11-22 10:06:56.12+00` → `2026-11-22T10:06:56.120Z`. The session's time zone is UTC, so the
 * offset is always `+00`. Digits beyond milliseconds are cut, as instants carry none.
 */
export function toInstantText(text: string): string {
  if (!text.endsWith('+00')) return text;
  const fraction = text.charAt(19) === '.' ? text.slice(20, -3) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [oid.int8]: parseInt8,
  [oid.int8Array]: (text) => textArray(text).map(parseInt8),
  [oid.date]: asText,
  [oid.timestamptz]: toInstantText,
  [oid.numeric]: asText,
  [oid.dateArray]: textArray,
  [oid.numericArray]: textArray,
  [oid.timestamptzArray]: (text) => textArray(text).map(toInstantText),
};

/** Per pool, not global: graphile-worker's own pool relies on the driver's defaults. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[id]) || pg.types.getTypeParser(id, format ?? 'text'),
};

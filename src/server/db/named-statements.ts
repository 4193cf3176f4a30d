import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * Planning a list query costs more than running it, so every distinct SQL text becomes a named
 * prepared statement: parsed and planned once per connection.
 *
 * The map is capped because texts that vary with their arguments (bulk inserts) would otherwise
 * fill the server's memory; whatever comes after the cap runs unnamed, correct and a little slower.
 */
const names = new Map<string, string>();
const most = 1_000;
const longestText = 16_384;
const prepared = /^\s*(select|insert|update|delete|with)\b/i;

export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= most || text.length > longestText || !prepared.test(text)) return undefined;
  const name = `q_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}

type Query = pg.ClientBase['query'];

/** A driver client that names what the query builder sends: a text with its array of values. */
export class NamedStatementClient extends pg.Client {
  override query = ((first: unknown, values: unknown, callback: unknown) => {
    const send = super.query.bind(this) as (...args: unknown[]) => unknown;
    const name =
      typeof first === 'string' && Array.isArray(values) ? statementName(first) : undefined;
    if (name === undefined) return send(first, values, callback);
    return send({ name, text: first, values }, callback);
  }) as Query;
}

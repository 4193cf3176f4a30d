import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { moneyColumns } from '../scripts/check/no-float/code.ts';
import { useApp } from './helpers/app.ts';

/** M1 where sources do not tell: the tables and functions themselves, the driver, the API's shapes. */
const test = useApp();

/** Our own: graphile-worker brings a schema of its own, without money. */
const OURS = sql`'public'`;

async function floatColumns(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = ${OURS} AND data_type IN ('real', 'double precision')`.execute(test.db);
  return rows.map(({ name }) => name);
}

async function floatFunctions(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT proname AS name FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
      AND ('float4'::regtype = ANY (proargtypes) OR 'float8'::regtype = ANY (proargtypes)
        OR prorettype IN ('float4'::regtype, 'float8'::regtype))`.execute(test.db);
  return rows.map(({ name }) => name);
}

describe('M1: the database', () => {
  it('M1: keeps every amount as numeric, and nothing else is numeric', async () => {
    const schema = readFileSync(resolve(import.meta.dirname, '../src/server/db/schema.ts'), 'utf8');
    const { rows } = await sql<{ name: string; type: string }>`
      SELECT DISTINCT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = ${OURS}`.execute(test.db);
    const amounts = moneyColumns(schema);
    const typed = rows.filter(({ name }) => amounts.has(name));
    expect(typed.length).toBeGreaterThan(9);
    expect(typed.filter(({ type }) => type !== 'numeric')).toEqual([]);
    const numeric = rows.filter(({ type }) => type === 'numeric').map(({ name }) => name);
    expect(numeric.filter((name) => !amounts.has(name))).toEqual([]);
  });

  it('M1: has no column and no function of a float type', async () => {
    expect(await floatColumns()).toEqual([]);
    expect(await floatFunctions()).toEqual([]);
    await sql`CREATE TABLE planted (price double precision)`.execute(test.db);
    await sql`CREATE FUNCTION planted(price float8) RETURNS integer RETURN 1`.execute(test.db);
    expect(await floatColumns()).toEqual(['planted.price']);
    expect(await floatFunctions()).toEqual(['planted']);
    await sql`DROP TABLE planted`.execute(test.db);
    await sql`DROP FUNCTION planted(float8)`.execute(test.db);
  });

  it('M1: hands amounts over as text, digit for digit', async () => {
    const { rows } = await sql<{ one: string; many: string[] }>`
      SELECT 12345678901234567890.10::numeric AS one, ARRAY[0.10, 0.105]::numeric[] AS many`.execute(
      test.db,
    );
    expect(rows).toEqual([{ one: '12345678901234567890.10', many: ['0.10', '0.105'] }]);
  });
});

/** Where a document of the API holds a number that may have a fraction. */
function fractions(part: unknown, path: string): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'type' in part && [part.type].flat().includes('number') ? [path] : [];
  return [
    ...own,
    ...Object.entries(part).flatMap(([key, inner]) => fractions(inner, `${path}/${key}`)),
  ];
}

describe('M1: the API', () => {
  it('M1: takes and answers no number with a fraction anywhere, so no amount is one', async () => {
    await test.app.ready();
    const document = test.app.swagger();
    expect(Object.keys(document.paths ?? {}).length).toBeGreaterThan(30);
    expect(fractions(document, '')).toEqual([]);
    const planted = { paths: { '/api/x': { properties: { price: { type: 'number' } } } } };
    expect(fractions(planted, '')).toEqual(['/paths//api/x/properties/price']);
  });
});

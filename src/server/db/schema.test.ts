import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { useDatabase } from '../../../tests/helpers/database.ts';

const database = useDatabase();

/** `table.column nullable default?` of every column that schema.ts declares, read from its text. */
function declaredColumns(): string[] {
  const text = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8');
  const tables = [...text.matchAll(/export interface (\w+)Table \{\n([\s\S]*?)\n\}/g)];
  return tables.flatMap(([, name = '', body = '']) => {
    const table = name.replaceAll(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
    const columns = [...body.matchAll(/^ {2}(\w+): (.+);$/gm)];
    return columns.map(([, column, type = '']) =>
      [
        `${table}.${column}`,
        /\| null|OrNull/.test(type) ? 'may be null' : 'never null',
        /Generated|WithDefault/.test(type) ? 'has a default' : 'must be given',
      ].join(', '),
    );
  });
}

it('schema.ts names every column of the migrations, with its nullability and default', async () => {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s.%s, %s, %s', table_name, column_name,
      CASE is_nullable WHEN 'YES' THEN 'may be null' ELSE 'never null' END,
      CASE WHEN column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS'
        THEN 'has a default' ELSE 'must be given' END) AS line
    FROM information_schema.columns WHERE table_schema = 'public'`.execute(database.db);
  expect(declaredColumns().sort()).toEqual(rows.map(({ line }) => line).sort());
});

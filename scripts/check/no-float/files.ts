import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, floatsIn, moneyColumns, type Zone } from './code.ts';
import { floatsInSql } from './sql.ts';

/** About money alone: no number is made of any text there. */
const STRICT = ['src/domain/pricing/', 'src/domain/kernel/money.ts', 'src/server/pricing/'];
/**
 * The one exception of the house: how far along an axis an amount stands, in pixels. Nothing that is
 * shown or sent is made from it.
 */
const PIXELS = 'src/web/ui/charts/coordinate.ts';
const SCHEMA = 'src/server/db/schema.ts';

/** M1: everything in this checkout that would make a float of an amount, as `file:line what`. */
export function floatsUnder(root: string): readonly string[] {
  const columns = moneyColumns(readFileSync(join(root, SCHEMA), 'utf8'));
  const files = globSync(
    ['src/**/*.ts', 'src/**/*.tsx', 'migrations/*.sql', 'scripts/sample/**/*.ts'],
    {
      cwd: root,
    },
  )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\.(test|testing)\.tsx?$/.test(file) && file !== PIXELS)
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const found: readonly Finding[] = file.endsWith('.sql')
      ? floatsInSql(text, columns).map((what) => ({ line: 1, what }))
      : floatsIn(file, text, zoneOf(file), columns);
    return found.map(({ line, what }) => `${file}:${line} ${what}`);
  });
}

export function zoneOf(file: string): Zone {
  return STRICT.some((place) => file.startsWith(place)) ? 'strict' : 'named';
}

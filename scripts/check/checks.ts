import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Check {
  readonly name: string;
  /** A program of node_modules/.bin, run with our Node. */
  readonly program: string;
  readonly args: readonly string[];
}

/** What `npm run check` looks at, quickest first. */
export const checks: readonly Check[] = [
  {
    name: 'format, lint and import laws',
    program: '@biomejs/biome/bin/biome',
    args: ['ci', '--colors=off', '.'],
  },
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', '.', '--noEmit'] },
  {
    name: 'the domain without DOM and Node',
    program: 'typescript/bin/tsc',
    args: ['-p', 'src/domain', '--noEmit'],
  },
  {
    name: 'forgotten promises',
    program: 'oxlint/bin/oxlint',
    args: ['--type-aware', '-c', '.oxlintrc.json', '--deny-warnings', '.'],
  },
  { name: 'unused code and dependencies', program: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/** The file of a program that npm installed. */
export function programFile({ program }: Pick<Check, 'program'>): string {
  const file = join(root, 'node_modules', program);
  if (!existsSync(file)) throw new Error(`${program} is not installed: run npm ci.`);
  return file;
}

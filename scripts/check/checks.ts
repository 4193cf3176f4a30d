import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Check {
  readonly name: string;
  /** A program that npm installed, or one of our own below `scripts/`; run with our Node. */
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
  {
    name: 'no amount of money becomes a float',
    program: 'scripts/check/no-float.ts',
    args: [],
  },
  { name: 'unused code and dependencies', program: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/** Where a program stands. */
export function programFile({ program }: Pick<Check, 'program'>): string {
  if (program.startsWith('scripts/')) return join(root, program);
  const file = join(root, 'node_modules', program);
  if (!existsSync(file)) throw new Error(`${program} is not installed: run npm ci.`);
  return file;
}

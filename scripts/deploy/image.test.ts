import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

/** What the image of the Dockerfile holds: enough for all that is run in it, and nothing for developers. */
const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const manifest = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));

const dockerfile = read('Dockerfile');
const stages = new Map(
  dockerfile.split(/^(?=FROM )/m).map((text) => [/^FROM .* AS (\w+)/.exec(text)?.[1] ?? '', text]),
);
const runtime = stages.get('runtime') ?? '';

const ignored = read('.dockerignore').split('\n');
const letThrough = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
const leftOut = ignored
  .filter((line) => line.startsWith('**/*'))
  .map((line) => line.slice('**/*'.length));
const copied = [...runtime.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, all = '']) =>
  all.split(' '),
);
const isBelow = (file: string, folders: readonly string[]): boolean =>
  folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

const isInImage = (file: string): boolean =>
  isBelow(file, letThrough) && isBelow(file, copied) && !leftOut.some((end) => file.endsWith(end));

/** What runs in a container: processes, and the commands of whoever runs the platform. */
const programs = [
  'src/server/api.ts',
  'src/server/worker.ts',
  'scripts/deploy/healthy.ts',
  'scripts/deploy/compile.ts',
  ...'migrate admin:create backup restore verify reseal files:move'
    .split(' ')
    .map((name) => manifest.scripts[name]?.replace(/^node /, '') ?? name),
];

/** Whatever else they load, however deep: files of ours, and names of packages. Types are erased. */
function loadedBy(files: readonly string[]) {
  const own = new Set<string>();
  const packages = new Set<string>();
  const left = [...files];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (own.has(file)) continue;
    own.add(file);
    for (const specifier of specifiersIn(read(file))) {
      if (specifier.startsWith('.'))
        left.push(relative(root, join(root, dirname(file), specifier)));
      else if (!specifier.startsWith('node:')) {
        packages.add(specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
      }
    }
  }
  return { own: [...own], packages: [...packages] };
}

const specifiersIn = (code: string): string[] =>
  [
    ...code.matchAll(
      /^(?:import|export)(?! type\b)[^;'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, from, bare, late]) => from ?? bare ?? late ?? '');

describe('the image', () => {
  const { own, packages } = loadedBy(programs);

  it('holds every file that its programs load', () => {
    expect(own.length).toBeGreaterThan(250);
    expect(own.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(own.filter((file) => !isInImage(file))).toEqual([]);
  });

  it('needs no package that only developers have', () => {
    expect(packages).toEqual(expect.arrayContaining(['fastify', 'pg', '@aws-sdk/client-s3']));
    expect(packages.filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });

  it('brings migrations and the web app, and neither tests nor what makes samples', () => {
    expect(isInImage('migrations/0001-people.sql')).toBe(true);
    expect(runtime).toMatch(/^COPY --from=build \/app\/dist /m);
    for (const file of [
      'scripts/sample/load.ts',
      'scripts/deploy/image.test.ts',
      'src/server/config/config.testing.ts',
      'tests/helpers/app.ts',
    ]) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(isInImage(file), file).toBe(false);
    }
  });

  it('is built in stages, without scripts and developers’ packages, and runs as nobody in particular', () => {
    expect([...stages.keys()]).toEqual(
      expect.arrayContaining(['build', 'packages', 'runtime', 'tools']),
    );
    expect(stages.get('packages')).toMatch(/npm ci --ignore-scripts --omit=dev\b/);
    expect(dockerfile.match(/npm ci(?! --ignore-scripts)/g)).toBeNull();
    expect(runtime).toMatch(/^ENV NODE_ENV=production\b/m);
    expect(runtime).toMatch(/^HEALTHCHECK /m);
    for (const name of ['runtime', 'tools']) {
      expect(
        stages
          .get(name)
          ?.match(/^USER .*$/gm)
          ?.at(-1),
        name,
      ).toBe('USER 1000:1000');
    }
    // What is built when no target is named.
    expect(dockerfile.trimEnd()).toMatch(/\nFROM runtime$/);
  });
});

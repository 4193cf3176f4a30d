import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

const run = (program: string, ...args: readonly string[]) =>
  new Promise<{ code: number | null; out: string; errors: string }>((done) => {
    const child = execFile(
      process.execPath,
      [join('scripts', program), ...args],
      // Nothing to connect to: whatever goes on after its arguments says so instead.
      { cwd: root, env: { PATH: process.env.PATH } },
      (_, out, errors) => done({ code: child.exitCode, out, errors }),
    );
  });

it.each([
  ['migrate', 'migrate.ts', '--dry-run'],
  ['backup', 'deploy/backup.ts', '--into=backups'],
  ['restore', 'deploy/restore.ts', ''],
  ['verify', 'deploy/verify.ts', '--restored'],
  ['reseal', 'deploy/reseal.ts', 'new'],
])(
  'npm run %s says how it is used instead of running something that was not meant (%s %s)',
  async (name, program, given) => {
    const { code, out, errors } = await run(program, ...given.split(' ').filter(Boolean));
    expect([code, out]).toEqual([1, '']);
    expect(errors).toMatch(new RegExp(`^Usage: npm run ${name}\\b`, 'm'));
    expect(errors).not.toContain('    at ');
  },
);

it('npm run migrate -- --help migrates nothing', async () => {
  expect(await run('migrate.ts', '--help')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Usage: npm run migrate/),
    errors: '',
  });
});

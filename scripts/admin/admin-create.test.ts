import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { useApp } from '../../tests/helpers/app.ts';

const test = useApp();
const script = join(import.meta.dirname, '../admin-create.ts');
const PASSWORD = 'correct horse battery';

async function run(
  args: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: test.connectionString, ...options.env },
    stdio: 'pipe',
  });
  child.stdin.end(options.input ?? `${PASSWORD}\n`);
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, out, errors };
}

const person = (name: string) => [
  `--email=${name}@example.com`,
  `--username=${name}`,
  '--first-name=Ada',
  '--last-name=Byron',
];

const userNamed = (username: string) =>
  test.db.selectFrom('users').selectAll().where('username', '=', username).executeTakeFirst();

describe('npm run admin:create', () => {
  it('makes an admin who can sign in at once, and says so in the audit log', async () => {
    const { code, out, errors } = await run([...person('ada'), '--timezone=Europe/London']);
    expect([code, errors]).toEqual([0, '']);
    expect(out).toContain('ada@example.com can sign in now');
    expect(await userNamed('ada')).toMatchObject({
      roles: ['admin'],
      teams: [],
      first_name: 'Ada',
      timezone: 'Europe/London',
      password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
    });
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 'ada@example.com', password: PASSWORD },
    });
    expect(answer.statusCode).toBe(204);
    const id = (await userNamed('ada'))?.id ?? 0;
    const log = test.db
      .selectFrom('audit_log')
      .select(['action', 'actor_id', 'address'])
      .where('target_user_id', '=', id)
      .orderBy('id');
    expect((await log.execute())[0]).toEqual({
      action: 'admin_created',
      actor_id: null,
      address: null,
    });
  });

  it('reads the environment too, and keeps the password exactly as typed', async () => {
    const { code } = await run([], {
      input: '  spaces kept  \r\n',
      env: {
        ADMIN_EMAIL: 'Env@Example.com',
        ADMIN_USERNAME: 'env',
        ADMIN_FIRST_NAME: 'En',
        ADMIN_LAST_NAME: 'Vee',
      },
    });
    expect(code).toBe(0);
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 'env@example.com', password: '  spaces kept  ' },
    });
    expect(answer.statusCode).toBe(204);
  });

  it('refuses an email or username that exists, and changes nothing', async () => {
    await run(person('twice'));
    const before = await userNamed('twice');
    const { code, errors } = await run(person('TWICE'), { input: 'another password\n' });
    expect(code).toBe(1);
    expect(errors).toContain('email: Somebody has this email already');
    expect(errors).toContain('username: Somebody has this username already');
    expect(await userNamed('twice')).toEqual(before);
  });

  it('names everything that is wrong, without a stack trace', async () => {
    const { code, errors } = await run(
      ['--email=nobody', '--username=x y', '--first-name=', '--last-name=', '--timezone=Moon'],
      { input: 'short\n' },
    );
    expect(code).toBe(1);
    for (const path of ['email', 'username', 'timezone', 'password']) {
      expect(errors).toMatch(new RegExp(`^ {2}${path}: `, 'm'));
    }
    expect(errors).not.toContain('    at ');
  });

  it('takes no password as an argument', async () => {
    const { code, errors } = await run([...person('leaky'), `--password=${PASSWORD}`]);
    expect(code).toBe(1);
    expect(errors).toContain('Usage:');
    expect(await userNamed('leaky')).toBeUndefined();
  });

  it('says what is missing when nobody can be asked', async () => {
    expect((await run(['--email=a@example.com'])).errors).toContain('Give --username');
    expect((await run(person('b'), { env: { DATABASE_URL: '' } })).errors).toContain(
      'Set DATABASE_URL',
    );
    const away = 'postgres://nobody:secret@127.0.0.1:1/none';
    const { errors } = await run(person('c'), { env: { DATABASE_URL: away } });
    expect(errors).toContain('No database answers');
    expect(errors).not.toContain('secret');
  });
});

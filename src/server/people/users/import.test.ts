import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountApi } from '../../../../tests/helpers/accounts.ts';
import { makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { newUserBody } from '../../../domain/api/users.ts';
import { createUser } from './create.ts';
import { importUsers } from './import.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = accountApi(test, fake);

let admin: TestUser;
beforeAll(async () => {
  admin = await makeUser(test.db, { roles: ['admin'] });
});
beforeEach(async () => {
  await api.mails();
});

const run = (csv: string, more: object = {}) =>
  api.send('POST', '/api/admin/users/import', { csv, ...more }, admin);
const countUsers = async () => (await test.db.selectFrom('users').select('id').execute()).length;

describe('section 10: accounts from a CSV', () => {
  it('are made row by row, and each owner invited; bad rows stop nothing', async () => {
    const taken = await makeUser(test.db);
    const { status, body } = await run(
      [
        'Email,First name,LAST-NAME,username,roles,teams,timezone',
        'row.one@example.com,Row,"One, the first",,operator qa_agent,support,Europe/Berlin',
        'no address,,,,,,',
        `${taken.email},,,,,,`,
        'row.two@example.com,,,!,king,,Mars',
        'row.three@example.com,,,row-three,,,',
      ].join('\r\n'),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 2, refused: 3, invitations: 'queued' });
    expect(
      body.rows.map((row: { line: number; outcome: string; issues: { path: string }[] }) => [
        row.line,
        row.outcome,
        row.issues.map(({ path }) => path),
      ]),
    ).toEqual([
      [2, 'created', []],
      [3, 'refused', ['email']],
      [4, 'refused', ['email']],
      [5, 'refused', ['username', 'timezone', 'roles']],
      [6, 'created', []],
    ]);
    const made = await api.send('GET', `/api/admin/users/${body.rows[0].userId}`, undefined, admin);
    expect(made.body).toMatchObject({
      email: 'row.one@example.com',
      username: 'row.one',
      lastName: 'One, the first',
      roles: ['operator', 'qa_agent'],
      teams: ['support'],
      timezone: 'Europe/Berlin',
      state: 'invited',
    });
    expect((await api.mails()).map(({ to }) => to)).toEqual([
      'row.one@example.com',
      'row.three@example.com',
    ]);
    expect(await api.audit(body.rows[0].userId)).toMatchObject([
      { action: 'user_invited', actor_id: admin.id },
      { action: 'user_created', actor_id: admin.id },
    ]);
    expect((await api.audit(null))[0]).toMatchObject({
      action: 'users_imported',
      details: { created: 2, refused: 3 },
    });
  });

  it('imported again, are refused row by row', async () => {
    const csv = 'email\nagain.one@example.com\nagain.two@example.com';
    expect((await run(csv)).body.created).toBe(2);
    const { body } = await run(csv);
    expect(body).toMatchObject({ created: 0, refused: 2 });
    expect(body.rows[0].issues).toEqual([
      { path: 'email', message: 'Somebody has this email already' },
    ]);
  });

  it('named twice in the file, are made once; both lines are named', async () => {
    const { body } = await run(
      'email,username\nTwice@example.com,first\n\ntwice@EXAMPLE.com,second\nthird@example.com,FIRST\n',
      { isInvited: false },
    );
    expect(body).toMatchObject({ created: 1, refused: 2, invitations: 'not_asked' });
    expect(body.rows.flatMap((row: { issues: object[] }) => row.issues)).toEqual([
      { path: 'email', message: 'Line 4 repeats the email of line 2' },
      { path: 'username', message: 'Line 5 repeats the username of line 2' },
    ]);
    expect(await api.mails()).toEqual([]);
  });

  it('tried out, are checked the same way, and nothing is made, logged or mailed', async () => {
    const taken = await makeUser(test.db);
    const before = await countUsers();
    const logged = (await api.audit(null)).length;
    const { body } = await run(`email\ntrial@example.com\n${taken.email}\nwrong`, {
      isTrial: true,
    });
    expect(body).toMatchObject({ created: 0, refused: 2 });
    expect(body.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'would_create',
      'refused',
      'refused',
    ]);
    expect(await countUsers()).toBe(before);
    expect((await api.audit(null)).length).toBe(logged);
    expect(await api.mails()).toEqual([]);
  });

  it.each([
    [
      'a byte order mark and semicolons',
      '\ufeffemail;first_name;teams\r\nBOM;x;\r\n%;"Se;mi";support|revenue\r\n',
    ],
    ['tabs', 'email\tfirst_name\tteams\nwrong\t\t\n%\tSe;mi\tsupport, revenue'],
    [
      'old line ends and blank rows',
      'first_name,teams,email\r,,wrong\r\r,,\r"Se;mi",revenue;support,%\r',
    ],
  ])('are read with %s', async (_, template) => {
    const email = `read-${Math.random().toString(36).slice(2)}@example.com`;
    const { body } = await run(template.replace('%', email));
    expect(body).toMatchObject({ created: 1, refused: 1 });
    const made = body.rows.find(({ userId }: { userId: number | null }) => userId !== null);
    const user = await api.send('GET', `/api/admin/users/${made.userId}`, undefined, admin);
    expect(user.body).toMatchObject({ email, firstName: 'Se;mi', teams: ['revenue', 'support'] });
  });

  it('are found by their first line, also where cells run over several', async () => {
    const { body } = await run(
      'email,first_name\r\n\r\nlines@example.com,"over\r\ntwo"\r\nwrong,x\r\n',
    );
    expect(body.rows.map(({ line }: { line: number }) => line)).toEqual([3, 5]);
  });

  it.each([
    ['mail,Roles\na@example.com,', ['Unknown columns: "mail"', 'The column email is missing']],
    ['email,Email\na@example.com,', ['stands there twice']],
    ['email', ['no row below']],
    ['\n\n', ['empty']],
    ['email\n"a@example.com', ['never closed']],
    ['email,username\n"a"b,c\n', ['does not read as CSV']],
    [`email\n${'a@example.com\n'.repeat(1_001)}`, ['At most 1,000 rows']],
  ])('of a file that cannot be read as a whole are refused as a whole', async (csv, problems) => {
    const { status, body } = await run(csv);
    expect(status).toBe(422);
    expect(body.issues.map(({ path }: { path: string }) => path)).toEqual(
      problems.map(() => 'csv'),
    );
    for (const [index, problem] of problems.entries()) {
      expect(body.issues[index].message).toContain(problem);
    }
  });

  it.each([
    [{}, 'csv'],
    [{ csv: '' }, 'csv'],
    [{ csv: 'email', isTrial: 'yes' }, 'isTrial'],
  ])('refuses %j at its field', async (body, path) => {
    const answer = await api.send('POST', '/api/admin/users/import', body, admin);
    expect([answer.status, answer.body.issues[0].path]).toEqual([422, path]);
  });

  it('of two people who import the same at once are made once', async () => {
    const csv = `email\n${Array.from({ length: 10 }, (_, index) => `both-${index}@example.com`).join('\n')}`;
    const [one, two] = await Promise.all([run(csv), run(csv)]);
    expect(one.body.created + two.body.created).toBe(10);
    expect(one.body.refused + two.body.refused).toBe(10);
  });

  it.each([{ roles: [] }, { is_active: false }])(
    'are not made any more by an admin who lost that right meanwhile (%j)',
    async (change) => {
      const former = await makeUser(test.db, { roles: ['admin'] });
      const asked = { ...former, sessionHash: Buffer.alloc(32), lastSeenAt: test.clock.now() };
      await test.db.updateTable('users').set(change).where('id', '=', former.id).execute();
      const body = { csv: 'email,roles\nlate@example.com,admin', isTrial: false, isInvited: true };
      const answer = await importUsers(test.context, asked, body, '192.0.2.1');
      expect(answer).toMatchObject({ created: 0, refused: 1 });
      expect(answer.rows[0]?.issues).toEqual([{ path: '', message: 'You are no admin any more.' }]);
      const one = { email: 'late@example.com', roles: ['admin'], teams: [], isInvited: true };
      await expect(
        createUser(test.context, asked, newUserBody.parse(one), '192.0.2.1'),
      ).rejects.toMatchObject({ code: 'not_allowed' });
      const made = test.db.selectFrom('users').select('id').where('email', '=', one.email);
      expect(await made.execute()).toEqual([]);
    },
  );
});

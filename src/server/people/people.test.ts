import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';

const test = useApp();

const get = async (url: string, user?: TestUser) => {
  const answer = await test.app.inject({ url, headers: user === undefined ? {} : as(user) });
  return { status: answer.statusCode, body: answer.json() };
};

describe('GET /api/session', () => {
  it('tells who is signed in and the settings that pages need', async () => {
    const user = await makeUser(test.db, {
      firstName: 'Dana',
      lastName: 'Reyes',
      roles: ['operator', 'qa_agent'],
      teams: ['support'],
      timezone: 'Europe/Berlin',
    });
    expect(await get('/api/session', user)).toEqual({
      status: 200,
      body: {
        me: {
          id: user.id,
          username: user.username,
          email: user.email,
          firstName: 'Dana',
          lastName: 'Reyes',
          name: 'Dana Reyes',
          timezone: 'Europe/Berlin',
          slackMemberId: null,
          roles: ['operator', 'qa_agent'],
          teams: ['support'],
        },
        settings: { maxUploadBytes: 10_485_760, rejectWindowDays: 30 },
      },
    });
  });

  it('follows the settings that an admin made, and ignores nonsense in them', async () => {
    const user = await makeUser(test.db);
    const store = (key: string, value: unknown) =>
      test.db
        .insertInto('settings')
        .values({ key, value: JSON.stringify(value), updated_by: null })
        .execute();
    await store('max_upload_bytes', 2_048);
    await store('reject_window_days', 'soon');
    expect((await get('/api/session', user)).body.settings).toEqual({
      maxUploadBytes: 2_048,
      rejectWindowDays: 30,
    });
    await test.db.deleteFrom('settings').execute();
  });
});

describe('PATCH /api/me', () => {
  const change = async (user: TestUser | undefined, body: object) => {
    const answer = await test.app.inject({
      method: 'PATCH',
      url: '/api/me',
      payload: body,
      headers: user === undefined ? {} : as(user),
    });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('changes what is given and keeps the rest', async () => {
    const user = await makeUser(test.db, { firstName: 'Before', lastName: 'Same' });
    const changed = await change(user, {
      username: ' After.1 ',
      firstName: '  After \n all ',
      timezone: 'America/New_York',
      slackMemberId: 'u024be7lh',
    });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        username: 'After.1',
        firstName: 'After all',
        lastName: 'Same',
        name: 'After all Same',
        timezone: 'America/New_York',
        slackMemberId: 'U024BE7LH',
      },
    });
    expect((await get('/api/session', user)).body.me).toEqual(changed.body);
    const emptied = await change(user, { slackMemberId: null, lastName: '' });
    expect(emptied.body).toMatchObject({ slackMemberId: null, name: 'After all' });
    const row = await test.db
      .selectFrom('audit_log')
      .select(['actor_id', 'details'])
      .where('action', '=', 'profile_changed')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(row).toEqual({ actor_id: user.id, details: { fields: ['lastName', 'slackMemberId'] } });
  });

  it('changes neither email nor roles nor teams, whatever is sent', async () => {
    const user = await makeUser(test.db, { teams: ['support'] });
    const { status, body } = await change(user, {
      email: 'other@example.com',
      roles: ['admin'],
      teams: ['accounting'],
      isActive: false,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ email: user.email, roles: [], teams: ['support'] });
  });

  it.each([
    [{ username: 'x' }, 'username'],
    [{ username: '-starts-badly' }, 'username'],
    [{ username: 'with space' }, 'username'],
    [{ username: 'a'.repeat(41) }, 'username'],
    [{ firstName: 'a'.repeat(81) }, 'firstName'],
    [{ lastName: 7 }, 'lastName'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ timezone: '+02:00' }, 'timezone'],
    [{ slackMemberId: 'C024BE7LH' }, 'slackMemberId'],
  ])('refuses %j at its field and changes nothing', async (body, path) => {
    const user = await makeUser(test.db, { firstName: 'Untouched' });
    const answer = await change(user, { firstName: 'Touched', ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path, message: expect.any(String) }]);
    expect((await get('/api/session', user)).body.me.firstName).toBe('Untouched');
  });

  it('names everything that is wrong at once', async () => {
    const user = await makeUser(test.db);
    const { body } = await change(user, { username: '!', timezone: '', slackMemberId: 'x' });
    expect(body.issues.map(({ path }: { path: string }) => path)).toEqual([
      'username',
      'timezone',
      'slackMemberId',
    ]);
  });

  it('a username is taken in any case of letters, and one of two at once gets it', async () => {
    const owner = await makeUser(test.db, { username: 'Taken' });
    const other = await makeUser(test.db);
    const { status, body } = await change(other, { username: 'tAKEN' });
    expect(status).toBe(422);
    expect(body.issues).toEqual([
      { path: 'username', message: 'Somebody has this username already' },
    ]);
    // One's own in another case is no clash.
    expect((await change(owner, { username: 'taken' })).status).toBe(200);
    const racers = await Promise.all([makeUser(test.db), makeUser(test.db)]);
    const answers = await Promise.all(racers.map((racer) => change(racer, { username: 'racer' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422]);
  });

  it('needs a session', async () => {
    expect((await change(undefined, { firstName: 'Nobody' })).status).toBe(401);
  });
});

describe('GET /api/people', () => {
  const people: Record<string, TestUser> = {};
  const names = async (user: TestUser, query: string): Promise<string[]> => {
    const { body } = await get(`/api/people?${query}`, user);
    return body.people.map(({ name }: { name: string }) => name);
  };
  const who = (name: string): TestUser => {
    const user = people[name];
    if (user === undefined) throw new Error(`no ${name}`);
    return user;
  };

  beforeAll(async () => {
    const make = async (name: string, options: Parameters<typeof makeUser>[1]) => {
      people[name] = await makeUser(test.db, { firstName: 'Zed', lastName: name, ...options });
    };
    await make('Revenue', { teams: ['revenue'] });
    await make('Colleague', { teams: ['revenue', 'support'] });
    await make('Accountant', { teams: ['accounting'] });
    await make('Nobody', {});
    await make('Operator', { roles: ['operator'] });
    await make('Agent', { roles: ['qa_agent'] });
    await make('Leader', { roles: ['leadership'] });
    await make('Admin', { roles: ['admin'] });
    await make('Gone', { roles: ['operator'], teams: ['revenue'], isActive: false });
    await make('100%_real', { teams: ['compliance'] });
  });

  it.each(['Operator', 'Agent', 'Leader', 'Admin'])(
    'everyone who sees every request finds everyone active (P3): %s',
    async (name) => {
      expect(await names(who(name), 'search=Zed')).toEqual(
        [
          '100%_real',
          'Accountant',
          'Admin',
          'Agent',
          'Colleague',
          'Leader',
          'Nobody',
          'Operator',
          'Revenue',
        ].map((last) => `Zed ${last}`),
      );
    },
  );

  it.each([
    ['Revenue', ['Agent', 'Colleague', 'Operator', 'Revenue']],
    ['Accountant', ['Accountant', 'Agent', 'Operator']],
    ['Nobody', ['Agent', 'Nobody', 'Operator']],
  ])('without a role, %s finds their teams, operators and QA agents', async (name, expected) => {
    expect(await names(who(name), 'search=Zed')).toEqual(expected.map((last) => `Zed ${last}`));
  });

  it('finds parts of names and usernames in any case, and takes wildcards literally', async () => {
    expect(await names(who('Admin'), 'search=zED%20rev')).toEqual(['Zed Revenue']);
    expect(await names(who('Admin'), `search=${who('Leader').username}`)).toEqual(['Zed Leader']);
    expect(await names(who('Admin'), 'search=100%25_r')).toEqual(['Zed 100%_real']);
    expect(await names(who('Admin'), 'search=Z%25d')).toEqual([]);
    expect(await names(who('Admin'), 'search=%5C')).toEqual([]);
  });

  it('names one person by id, active or not, within what one may see', async () => {
    const gone = `id=${who('Gone').id}`;
    const { body } = await get(`/api/people?${gone}`, who('Admin'));
    expect(body.people).toEqual([
      {
        id: who('Gone').id,
        name: 'Zed Gone',
        isActive: false,
        username: who('Gone').username,
        teams: [],
        timezone: 'UTC',
      },
    ]);
    expect(await names(who('Nobody'), `id=${who('Accountant').id}`)).toEqual([]);
  });

  it('keeps those who hold a role (L20)', async () => {
    expect(await names(who('Admin'), 'search=Zed&role=qa_agent')).toEqual(['Zed Agent']);
    expect(await names(who('Admin'), 'search=Zed&role=operator')).toEqual(['Zed Operator']);
  });

  it('tells admins for whom a type may be created, and the teams it could be for (P1)', async () => {
    const { body } = await get('/api/people?search=Zed&canCreate=user_records', who('Admin'));
    expect(
      body.people.map(({ name, teams }: { name: string; teams: string[] }) => [name, teams]),
    ).toEqual([
      ['Zed Colleague', ['revenue', 'support']],
      ['Zed Revenue', ['revenue']],
    ]);
    expect(await names(who('Admin'), 'search=Zed&canCreate=stripe_disputes')).toEqual([
      'Zed Accountant',
    ]);
  });

  it.each(['Revenue', 'Operator', 'Leader'])('but not %s (P1)', async (name) => {
    const { status, body } = await get('/api/people?canCreate=user_records', who(name));
    expect([status, body.code]).toEqual([403, 'not_allowed']);
  });

  it('gives no email, role or team away', async () => {
    const { body } = await get('/api/people?search=Zed', who('Nobody'));
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/@example\.com|operator"|revenue/);
  });

  it('gives at most as many as asked for', async () => {
    expect(await names(who('Admin'), 'search=Zed&limit=2')).toHaveLength(2);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['role=king', 'role'],
    ['canCreate=everything', 'canCreate'],
    ['id=x', 'id'],
    [`search=${'x'.repeat(101)}`, 'search'],
  ])('refuses %s at its parameter', async (query, path) => {
    const { status, body } = await get(`/api/people?${query}`, who('Admin'));
    expect(status).toBe(422);
    expect(body.issues).toEqual([{ path, message: expect.any(String) }]);
  });

  it('needs a session', async () => {
    expect((await get('/api/people')).status).toBe(401);
  });
});

import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../tests/helpers/requests.ts';
import type { AuditPage } from '../../domain/api/audit.ts';
import type { Problem } from '../../domain/errors.ts';
import { instant } from '../../domain/kernel/calendar.ts';
import { inTransaction } from '../db/transaction.ts';
import { type AuditEntry, writeAudit } from './queries.ts';

const test = useApp();
let cast: Cast;
let viewer: TestUser;
beforeAll(async () => {
  cast = await makeCast(test);
  viewer = await makeUser(test.db, { roles: ['admin'], timezone: 'America/New_York' });
});
/** The log of each test begins empty, which only somebody who stops the trigger can bring about. */
beforeEach(async () => {
  await sql`ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only`.execute(test.db);
  await sql`DELETE FROM audit_log`.execute(test.db);
  await sql`ALTER TABLE audit_log ENABLE TRIGGER audit_log_append_only`.execute(test.db);
});

const write = (entry: Partial<AuditEntry> & Pick<AuditEntry, 'action'>) =>
  inTransaction(test.db, (tx) =>
    writeAudit(tx, {
      actorId: cast.admin.id,
      target: null,
      address: '192.0.2.7',
      now: test.clock.now(),
      ...entry,
    }),
  );
const get = (query = '', user: TestUser = viewer) =>
  test.app.inject({ url: `/api/admin/audit${query}`, headers: as(user) });
const page = async (query = '', user?: TestUser) => {
  const reply = await get(query, user);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<AuditPage>();
};
const actions = async (query: string) => (await page(query)).entries.map(({ action }) => action);
const download = (query = '') => get(`/download${query}`);

describe('section 10: the audit log', () => {
  it('is for admins alone, signed in', async () => {
    for (const path of ['', '/download']) {
      for (const user of Object.values(cast).filter(({ roles }) => !roles.includes('admin'))) {
        const reply = await get(path, user);
        expect([reply.statusCode, reply.json<Problem>().code], user.name).toEqual([
          403,
          'not_allowed',
        ]);
      }
      expect((await test.app.inject({ url: `/api/admin/audit${path}` })).statusCode).toBe(401);
    }
    expect((await page()).entries).toEqual([]);
  });

  it('names people as they are now, and says in words what an entry tells', async () => {
    const gone = await makeUser(test.db, { firstName: 'Gone', lastName: 'Person' });
    await write({ action: 'user_deactivated', targetUserId: gone.id });
    await write({ action: 'sign_in_failed', actorId: null, details: { reason: 'wrong_password' } });
    await test.db
      .updateTable('users')
      .set({ first_name: 'Former', last_name: 'user 9', is_active: false })
      .where('id', '=', gone.id)
      .execute();
    const shared = {
      id: expect.any(Number),
      at: test.clock.now(),
      target: null,
      address: '192.0.2.7',
    };
    expect((await page()).entries).toEqual([
      {
        ...shared,
        action: 'sign_in_failed',
        actor: null,
        targetPerson: null,
        facts: [{ name: 'Reason', value: 'wrong password' }],
      },
      {
        ...shared,
        action: 'user_deactivated',
        actor: { id: cast.admin.id, name: 'Ada Example', isActive: true },
        targetPerson: { id: gone.id, name: 'Former user 9', isActive: false },
        facts: [],
      },
    ]);
  });

  it('comes newest first, fifty at a time, none twice and none left out', async () => {
    for (let n = 0; n < 120; n += 1) await write({ action: 'sign_in' });
    const seen: number[] = [];
    let next: number | null = null;
    do {
      const answer: AuditPage = await page(next === null ? '' : `?before=${next}`);
      expect(answer.entries.length).toBeLessThanOrEqual(50);
      seen.push(...answer.entries.map(({ id }) => id));
      next = answer.next;
    } while (next !== null);
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
  });

  it('is filtered by group, action, person and day, all together', async () => {
    await write({ action: 'sign_in', actorId: cast.operator.id, targetUserId: cast.operator.id });
    await write({ action: 'user_deactivated', targetUserId: cast.operator.id });
    await write({ action: 'settings_changed' });
    await write({ action: 'logo_changed' });
    expect(await actions('?group=settings')).toEqual(['logo_changed', 'settings_changed']);
    expect(await actions('?group=settings,people&action=logo_changed,user_deactivated')).toEqual([
      'logo_changed',
      'user_deactivated',
    ]);
    expect(await actions('?group=jobs&action=sign_in')).toEqual([]);
    expect(await actions(`?person=${cast.operator.id}`)).toEqual(['user_deactivated', 'sign_in']);
    expect(await actions(`?person=${cast.operator.id}&group=people`)).toEqual(['user_deactivated']);
    expect(await actions(`?person=${cast.qa.id}`)).toEqual([]);
  });

  it('R5: its days are those of the viewer’s zone, both included', async () => {
    // In New York the 18th begins at 05:00 UTC.
    const at = (text: string) => ({ now: instant(text) });
    await write({ action: 'sign_in', ...at('2026-11-18T04:59:59.999Z') });
    await write({ action: 'sign_out', ...at('2026-11-18T05:00:00.000Z') });
    await write({ action: 'job_run', ...at('2026-11-19T04:59:59.999Z') });
    await write({ action: 'job_paused', ...at('2026-11-19T05:00:00.000Z') });
    expect(await actions('?from=2026-11-18&to=2026-11-18')).toEqual(['job_run', 'sign_out']);
    expect(await actions('?from=2026-11-19')).toEqual(['job_paused']);
    expect(await actions('?to=2026-11-17')).toEqual(['sign_in']);
  });

  it('is searched by parts of targets, names and addresses, whatever the case and signs', async () => {
    await write({ action: 'bank_details_revealed', target: 'PR-26Q4001' });
    await write({ action: 'settings_changed', target: '100%_sure', address: '2001:db8::17' });
    await write({ action: 'user_changed', targetUserId: cast.qa2.id, address: null });
    await write({ action: 'sign_in', actorId: cast.leader.id, address: '203.0.113.90' });
    expect(await actions('?search=26q4001')).toEqual(['bank_details_revealed']);
    expect(await actions('?search=pr')).toEqual(['bank_details_revealed']);
    expect(await actions(`?search=${encodeURIComponent('0%_')}`)).toEqual(['settings_changed']);
    expect(await actions(`?search=${encodeURIComponent('%%%')}`)).toEqual([]);
    expect(await actions('?search=queenie%20ex')).toEqual(['user_changed']);
    expect(await actions('?search=lena')).toEqual(['sign_in']);
    expect(await actions('?search=113.90')).toEqual(['sign_in']);
    expect(await actions('?search=DB8::1')).toEqual(['settings_changed']);
    expect(await actions('?search=192.0.2&group=requests')).toEqual(['bank_details_revealed']);
  });

  it('names filters that cannot be used', async () => {
    const paths = async (query: string) => {
      const reply = await get(query);
      expect(reply.statusCode).toBe(422);
      return reply.json<Problem>().issues?.map(({ path }) => path);
    };
    expect(await paths('?search=x')).toEqual(['search']);
    expect(await paths('?from=2026-11-31')).toEqual(['from']);
    expect(await paths('?from=2026-11-20&to=2026-11-19')).toEqual(['to']);
    expect(await paths('?group=nothing')).not.toEqual([]);
    expect(await paths('?before=0')).toEqual(['before']);
    expect(await paths('/download?search=x')).toEqual(['search']);
    expect(await actions('?group=reports')).toEqual([]);
  });
});

describe('the audit log as a file', () => {
  it('holds all that the filters leave, in words and with what cannot run as a formula', async () => {
    await write({ action: 'sign_in' });
    await write({
      action: 'settings_changed',
      target: '=HYPERLINK("x")',
      targetUserId: cast.qa.id,
      details: { before: { companyName: null }, after: { companyName: '+1;=2' } },
    });
    const reply = await download('?group=settings');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining('audit-log-2026-11-18.csv'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const [head, ...lines] = reply.body.split('\r\n');
    expect(head).toBe(
      '\uFEFFNumber,Time (UTC),Person,Person id,What,Action,About,Whom,Whom id,Details,Address',
    );
    expect(lines).toEqual([expect.stringMatching(/^\d+,/), '']);
    expect(lines[0]?.replace(/^\d+,/, '')).toBe(
      `2026-11-18 09:00:00,Ada Example,${cast.admin.id},changed settings,settings_changed,` +
        `"'=HYPERLINK(""x"")",Quinn Example,${cast.qa.id},"Company name: none → +1;'=2",192.0.2.7`,
    );
  });

  it('has every entry once, also beyond what is read at once, and is an entry itself', async () => {
    await sql`INSERT INTO audit_log (at, actor_id, action)
      SELECT now(), ${cast.admin.id}::bigint, 'sign_in' FROM generate_series(1, 2345)`.execute(
      test.db,
    );
    const { body } = await download('?search=Ada&group=sign_in,reports');
    const numbers = body
      .split('\r\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0]));
    expect(numbers).toHaveLength(2_345);
    expect(new Set(numbers).size).toBe(2_345);
    const { entries } = await page('?group=reports');
    expect(entries).toMatchObject([
      {
        action: 'audit_log_downloaded',
        actor: { id: viewer.id },
        facts: [
          { name: 'Group', value: 'sign_in, reports' },
          { name: 'Searched', value: 'yes' },
        ],
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Ada');
  });
});

describe('R3, section 10: nobody changes the log', () => {
  it.each([
    ['UPDATE', sql`UPDATE audit_log SET target = 'x'`],
    ['UPDATE of nothing', sql`UPDATE audit_log SET target = 'x' WHERE false`],
    ['DELETE', sql`DELETE FROM audit_log`],
    ['TRUNCATE', sql`TRUNCATE audit_log`],
  ])('%s is refused by the database, also to the owner of the table', async (_name, statement) => {
    await write({ action: 'sign_in' });
    const { rows } = await sql<{ is_owner: boolean }>`
      SELECT tableowner = current_user AS is_owner FROM pg_tables WHERE tablename = 'audit_log'`.execute(
      test.db,
    );
    expect(rows).toEqual([{ is_owner: true }]);
    await expect(statement.execute(test.db)).rejects.toThrow('audit_log is append-only');
    expect((await page()).entries).toHaveLength(1);
  });
});

import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { activateDue } from './commands.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});
beforeEach(() => test.clock.set('2026-11-18T09:00:00Z'));

const scheduled = (scheduledOn: string, user = cast.requester) =>
  api.created(user, 'user_records', { scheduledOn });
const status = async (code: string) => (await api.row(code)).status;

describe('L5 activate', () => {
  it('starts TAT, keeps the date, and is told as the system’s', async () => {
    const code = await scheduled('2026-11-20');
    test.clock.set('2026-11-19T23:59:59.999Z');
    expect(await activateDue(test.context)).toBe(0);
    test.clock.set('2026-11-20T00:00:00Z');
    const now = test.clock.now();
    expect(await activateDue(test.context)).toBe(1);
    expect(await api.row(code)).toMatchObject({
      status: 'pending',
      status_since: now,
      tat_start_at: now,
      scheduled_on: '2026-11-20',
      version: 2,
    });
    expect(await api.events(code)).toMatchObject([
      { action: 'create' },
      { action: 'activate', actor_id: null, from_status: 'scheduled', to_status: 'pending' },
    ]);
    expect((await api.notified(code)).at(-1)).toMatchObject({
      event: 'scheduled_request_activated',
      reaction: 'arrow_forward',
      people: { actorId: null },
      deliveries: ['email operations', 'slack channel', 'telegram chat'],
    });
    expect((await api.detail(cast.requester, code)).events[0]?.actor).toBeNull();
  });

  it('runs once per request with many workers at the same moment', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, () => scheduled('2026-11-21')));
    test.clock.set('2026-11-21T00:01:00Z');
    const counts = await Promise.all(Array.from({ length: 8 }, () => activateDue(test.context)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    for (const code of codes) {
      expect((await api.events(code)).map(({ action }) => action)).toEqual(['create', 'activate']);
      expect(await api.notified(code)).toHaveLength(2);
    }
  });

  it.each([
    // Clocks go forward at 00:00 in Santiago: that day begins at 01:00.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z'],
    ['America/New_York', '2027-03-14', '2027-03-14T05:00:00Z'],
    ['America/New_York', '2027-03-15', '2027-03-15T04:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00Z'],
    ['Australia/Lord_Howe', '2027-04-05', '2027-04-04T13:30:00Z'],
    ['Pacific/Kiritimati', '2027-01-01', '2026-12-31T10:00:00Z'],
    ['Asia/Kathmandu', '2027-01-01', '2026-12-31T18:15:00Z'],
  ])('in %s %s begins at %s', async (timezone, day, begins) => {
    test.clock.set('2026-08-01T12:00:00Z');
    const user = await makeUser(test.db, { teams: ['revenue'], timezone });
    const code = await scheduled(day, user);
    test.clock.set(begins);
    test.clock.advance({ seconds: -1 });
    await activateDue(test.context);
    expect(await status(code)).toBe('scheduled');
    test.clock.advance({ seconds: 1 });
    await activateDue(test.context);
    expect(await status(code)).toBe('pending');
  });

  it('means the zone the requester had at submission, wherever they live now', async () => {
    const user = await makeUser(test.db, { teams: ['revenue'], timezone: 'Asia/Tokyo' });
    const code = await scheduled('2026-11-20', user);
    await test.db
      .updateTable('users')
      .set({ timezone: 'America/Los_Angeles' })
      .where('id', '=', user.id)
      .execute();
    test.clock.set('2026-11-19T15:00:00Z');
    await activateDue(test.context);
    expect(await status(code)).toBe('pending');
  });

  it('one that fails keeps no other waiting', async () => {
    const [bad, good] = [await scheduled('2026-11-25'), await scheduled('2026-11-26')];
    const { id } = await api.row(bad);
    await sql`CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$`.execute(test.db);
    await sql`CREATE TRIGGER injected BEFORE UPDATE ON requests FOR EACH ROW
      WHEN (NEW.id = ${sql.lit(id)}) EXECUTE FUNCTION break_one()`.execute(test.db);
    test.clock.set('2026-11-27T00:00:00Z');
    expect(await activateDue(test.context)).toBe(1);
    expect([await status(bad), await status(good)]).toEqual(['scheduled', 'pending']);
    await sql`DROP FUNCTION break_one CASCADE`.execute(test.db);
    expect(await activateDue(test.context)).toBe(1);
    expect(await status(bad)).toBe('pending');
  });

  it('L13 leaves a cancelled request alone, L19 a moved one until its new date', async () => {
    const [gone, moved] = [await scheduled('2026-12-01'), await scheduled('2026-12-01')];
    await api.did(cast.requester, gone, 'cancel');
    const values = { partnerName: 'Northwind', link: 'https://example.com/users' };
    await api.did(cast.requester, moved, 'edit', { ...values, scheduledOn: '2026-12-09' });
    test.clock.set('2026-12-02T00:00:00Z');
    expect(await activateDue(test.context)).toBe(0);
    test.clock.set('2026-12-09T00:00:00Z');
    expect(await activateDue(test.context)).toBe(1);
    expect([await status(gone), await status(moved)]).toEqual(['cancelled', 'pending']);
  });
});

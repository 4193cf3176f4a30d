import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { addMs } from '../../../domain/kernel/calendar.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NOTIFICATION_SETTING_KEYS } from '../../settings/notifications.ts';
import { switchOn } from '../channel-state.ts';
import { fakeChannels, retry } from './fake-channels.testing.ts';
import { adoptLanes, holdLanes, startDeliveries, wakeForgottenLanes } from './queries.ts';
import { LONGEST_WAIT_MS } from './retry.ts';
import { type Sender, startSending } from './start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels }, poolSize: 20 });
const api = requestsApi(test);
let cast: Cast;

const running: Sender[] = [];
const patient = { timeout: 10_000, interval: 10 };

function startWorker(takeOverAfterMs = 100): Sender {
  const { context, connectionString } = test;
  const sender = startSending({ context, connectionString, takeOverAfterMs });
  running.push(sender);
  return sender;
}

const deliveries = (code: string) =>
  test.db
    .selectFrom('deliveries')
    .innerJoin('requests', 'requests.id', 'deliveries.request_id')
    .innerJoin('notifications', 'notifications.id', 'deliveries.notification_id')
    .selectAll('deliveries')
    .select(['event'])
    .where('code', '=', code)
    .orderBy('deliveries.position')
    .execute();

const states = async (code: string) =>
  (await deliveries(code)).map((row) => `${row.channel} ${row.recipient} ${row.state}`);

const settled = async (code: string): Promise<boolean> =>
  (await deliveries(code)).every((row) => row.finished_at !== null);

beforeAll(async () => {
  cast = await makeCast(test);
  const settings = {
    [NOTIFICATION_SETTING_KEYS.operationsMailbox]: 'operations@example.com',
    [NOTIFICATION_SETTING_KEYS.slackChannel]: 'C0REQUESTS',
    [NOTIFICATION_SETTING_KEYS.telegramChat]: '-100123',
  };
  for (const [key, value] of Object.entries(settings)) {
    await test.db
      .insertInto('settings')
      .values({ key, value: JSON.stringify(value) })
      .execute();
  }
});

beforeEach(() => {
  fake.answer = () => undefined;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sender) => sender.stop()));
});

describe('sending', () => {
  it('delivers each event once to each recipient on each channel, and keeps the thread (N1, N6)', async () => {
    startWorker();
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'block', { reason: 'The list is **empty**' });
    await expect.poll(() => settled(code), patient).toBe(true);
    expect([...fake.heard(code)].sort()).toEqual(
      [
        'email operations@example.com new_request_created',
        'slack C0REQUESTS new_request_created',
        'telegram -100123 new_request_created',
        `email ${cast.requester.email} request_blocked`,
        `email ${cast.operator.email} request_blocked`,
        'slack C0REQUESTS request_blocked',
        'telegram -100123 request_blocked',
      ].sort(),
    );
    const [first, second] = fake.sent.filter(
      ({ channel, parcel }) => channel === 'slack' && parcel.message.code === code,
    );
    expect(first?.parcel.thread).toBeNull();
    expect(second?.parcel.thread).toEqual({ root: first?.parcel.key });
    const rows = await deliveries(code);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['sent']));
    expect(rows.map((row) => row.provider_id)).toEqual(rows.map((row) => `provider-${row.id}.0`));
    expect(new Set(rows.map((row) => row.attempts))).toEqual(new Set([1]));
  });

  it('starts within moments of the commit, without waiting for the next look', async () => {
    startWorker();
    const first = await api.created(cast.requester);
    await expect.poll(() => fake.heard(first).length, patient).toBe(3);
    const code = await api.created(cast.requester);
    await expect.poll(() => fake.heard(code).length, { timeout: 700, interval: 5 }).toBe(3);
  });

  it('holds a lane while its first delivery is retried, and no other lane (N3)', async () => {
    const code = await api.created(cast.requester);
    const other = await api.created(cast.requester);
    let isDown = true;
    fake.answer = ({ channel, parcel }) =>
      channel === 'email' && parcel.message.code === code && isDown ? retry() : undefined;
    startWorker();
    await expect.poll(() => settled(other), patient).toBe(true);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', { usersUpdated: 1, propertiesUpdated: 0 });
    await expect.poll(() => fake.heard(code, 'slack').length, patient).toBe(2);
    await expect
      .poll(() => states(code), patient)
      .toEqual([
        'email operations pending',
        'slack channel sent',
        'telegram chat sent',
        'email operations pending',
        'slack channel sent',
        'telegram chat sent',
      ]);
    const [held] = await deliveries(code);
    expect(held).toMatchObject({ attempts: 1, last_error: '451 try later' });
    isDown = false;
    test.clock.advance({ seconds: 5 });
    await expect.poll(() => settled(code), patient).toBe(true);
    expect(fake.heard(code, 'email').slice(-2)).toEqual([
      'email operations@example.com new_request_created',
      'email operations@example.com request_sent_to_qa',
    ]);
  });

  it.each(['failed', 'unknown'] as const)(
    'lets the next one pass when one is %s, which becomes the root of the lane (N3)',
    async (kind) => {
      const code = await api.created(cast.requester);
      await api.did(cast.operator, code, 'operate');
      await api.did(cast.operator, code, 'send_to_qa', { usersUpdated: 1, propertiesUpdated: 0 });
      fake.answer = ({ channel, parcel }) =>
        channel === 'telegram' && parcel.message.event === 'new_request_created'
          ? { kind, error: 'Bad Gateway' }
          : undefined;
      startWorker();
      await expect.poll(() => settled(code), patient).toBe(true);
      const [bad, good] = (await deliveries(code)).filter((row) => row.channel === 'telegram');
      expect(bad).toMatchObject({ state: kind, last_error: 'Bad Gateway' });
      expect(good?.state).toBe('sent');
      const last = fake.sent.findLast(({ channel }) => channel === 'telegram');
      expect(last?.parcel.thread).toBeNull();
    },
  );

  it('sends nothing twice with three workers at once', async () => {
    const codes = await Promise.all(Array.from({ length: 30 }, () => api.created(cast.requester)));
    fake.answer = () =>
      new Promise((done) => setTimeout(done, 3)).then(() => ({
        kind: 'sent',
        providerId: 'x',
        thread: {},
      }));
    for (let n = 0; n < 3; n += 1) startWorker();
    await Promise.all(codes.map((code) => api.did(cast.operator, code, 'operate')));
    await Promise.all(
      codes.map((code) => api.did(cast.operator, code, 'block', { reason: 'No list' })),
    );
    for (const code of codes) await expect.poll(() => settled(code), patient).toBe(true);
    for (const code of codes) {
      const heard = fake.heard(code);
      expect(new Set(heard).size).toBe(heard.length);
      expect(heard).toHaveLength(7);
      expect(fake.heard(code, 'slack')).toEqual([
        'slack C0REQUESTS new_request_created',
        'slack C0REQUESTS request_blocked',
      ]);
    }
  });

  it('a destination that asks to wait is left alone, the rest of its channel goes on (N2)', async () => {
    await test.db
      .updateTable('users')
      .set({ telegram_user_id: 4_711 })
      .where('id', '=', cast.requester.id)
      .execute();
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'block', { reason: 'No list' });
    fake.answer = ({ to }) =>
      to === '-100123' ? retry({ reach: 'destination', waitMs: 30_000 }) : undefined;
    startWorker();
    await expect
      .poll(() => fake.heard(code, 'telegram'), patient)
      .toContain('telegram 4711 request_blocked');
    const [waiting] = (await deliveries(code)).filter((row) => row.recipient === 'chat');
    await expect.poll(async () => (await deliveries(code))[2]?.state, patient).toBe('pending');
    expect(waiting?.recipient).toBe('chat');
    await test.db
      .updateTable('users')
      .set({ telegram_user_id: null })
      .where('id', '=', cast.requester.id)
      .execute();
    await finishAll();
  });
});

/** Ends what a test left waiting, so that the next one begins with nothing. */
async function finishAll(): Promise<void> {
  await Promise.all(running.splice(0).map((sender) => sender.stop()));
  await test.db
    .updateTable('deliveries')
    .set({ state: 'failed', finished_at: test.clock.now() })
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  await test.db.updateTable('delivery_lanes').set({ wake_at: null, held_by: null }).execute();
}

describe('a channel that is broken for good (N2)', () => {
  it('is switched off, keeps what waits, and goes on where it stopped', async () => {
    const code = await api.created(cast.requester);
    fake.answer = ({ channel }) =>
      channel === 'slack'
        ? { kind: 'channel_off', error: 'Slack refused the bot token; set another' }
        : undefined;
    startWorker();
    const state = () =>
      test.db
        .selectFrom('notification_channels')
        .selectAll()
        .where('channel', '=', 'slack')
        .executeTakeFirstOrThrow();
    await expect.poll(async () => (await state()).off_reason, patient).toContain('bot token');
    const later = await api.created(cast.requester);
    await expect.poll(() => fake.heard(later, 'email').length, patient).toBe(1);
    expect(await states(code)).toContain('slack channel pending');
    expect(fake.heard(later, 'slack')).toEqual([]);

    fake.answer = () => undefined;
    test.clock.advance({ days: 3 });
    await inTransaction(test.db, (tx) => switchOn(tx, 'slack', test.clock.now()));
    await expect.poll(() => settled(later), patient).toBe(true);
    expect(await states(code)).toContain('slack channel sent');
  });

  it('stays on when what is broken was replaced while a message was on its way to it', async () => {
    const setChannel = (channel: string) =>
      test.db
        .updateTable('settings')
        .set({ value: JSON.stringify(channel) })
        .where('key', '=', NOTIFICATION_SETTING_KEYS.slackChannel)
        .execute();
    fake.answer = async ({ channel, to }) => {
      if (channel === 'slack' && to === 'C0REQUESTS') {
        await setChannel('C0OTHER');
        return { kind: 'channel_off', error: 'The channel is archived' };
      }
      return { kind: 'sent', providerId: 'provider-1', thread: {} };
    };
    const code = await api.created(cast.requester);
    startWorker();
    await expect.poll(() => settled(code), patient).toBe(true);
    expect(fake.heard(code, 'slack')).toEqual([
      'slack C0REQUESTS new_request_created',
      'slack C0OTHER new_request_created',
    ]);
    await setChannel('C0REQUESTS');
  });

  it('is given up only after a day of trying: not sooner, and not because of a clock that jumped', async () => {
    const code = await api.created(cast.requester);
    fake.answer = ({ channel }) => (channel === 'email' ? retry() : undefined);
    startWorker();
    const mail = async () => (await deliveries(code))[0];
    await expect.poll(mail, patient).toMatchObject({ state: 'pending', attempts: 1 });
    test.clock.advance({ days: 2 });
    await expect.poll(mail, patient).toMatchObject({ state: 'pending', attempts: 2 });
    await sql`UPDATE deliveries SET attempts = 40 WHERE id = ${(await mail())?.id}`.execute(
      test.db,
    );
    test.clock.advance({ hours: 1 });
    await expect.poll(async () => (await mail())?.state, patient).toBe('failed');
    expect(await mail()).toMatchObject({ last_error: '451 try later' });
  });
});

describe('workers that die (N4)', () => {
  const LOST = 12_345;
  const startAsLost = async (code: string, channel: Channel) => {
    const { db } = test;
    const now = test.clock.now();
    await holdLanes(db, LOST, { channel, now, limit: 50, except: [] });
    const lanes = await db
      .selectFrom('delivery_lanes')
      .select('id')
      .where('held_by', '=', LOST)
      .where('channel', '=', channel)
      .execute();
    const ids = lanes.map(({ id }) => id);
    expect(await startDeliveries(db, LOST, ids, now)).toHaveLength(ids.length);
    expect(await states(code)).toContain(
      `${channel} ${channel === 'email' ? 'operations' : channel === 'slack' ? 'channel' : 'chat'} sending`,
    );
  };

  it('leave nothing behind: mail and Slack are tried again as uncertain, Telegram is unknown', async () => {
    await finishAll();
    const code = await api.created(cast.requester);
    for (const channel of ['email', 'slack', 'telegram'] as const) await startAsLost(code, channel);
    const began = test.clock.now();
    test.clock.advance({ minutes: 1 });
    startWorker(50);
    await expect.poll(() => settled(code), patient).toBe(true);
    expect(await states(code)).toEqual([
      'email operations sent',
      'slack channel sent',
      'telegram chat unknown',
    ]);
    const handed = fake.sent.filter(({ parcel }) => parcel.message.code === code);
    expect(handed.map(({ channel }) => channel).sort()).toEqual(['email', 'slack']);
    for (const { parcel } of handed) {
      expect(parcel.earlier).toEqual({ startedAtEpochMs: Date.parse(began), providerId: null });
    }
  });

  it('what workers died of more than twice waits: it may be what they die of', async () => {
    await finishAll();
    const code = await api.created(cast.requester);
    await sql`UPDATE deliveries SET attempts = 3 WHERE state = 'pending'`.execute(test.db);
    await startAsLost(code, 'email');
    await adoptLanes(test.db, LOST, ['telegram'], test.clock.now());
    const [mail] = await deliveries(code);
    expect(mail).toMatchObject({
      state: 'pending',
      attempts: 4,
      next_attempt_at: addMs(test.clock.now(), 16_000),
    });
  });

  it('are not taken over while their session lives, whatever the clock says', async () => {
    await finishAll();
    const code = await api.created(cast.requester);
    const gate = Promise.withResolvers<void>();
    fake.answer = async ({ channel }) => {
      if (channel === 'telegram') await gate.promise;
      return { kind: 'sent', providerId: 'x', thread: {} };
    };
    startWorker(50);
    await expect.poll(() => fake.heard(code, 'telegram').length, patient).toBe(1);
    startWorker(50);
    test.clock.advance({ days: 1 });
    await new Promise((done) => setTimeout(done, 600));
    expect(fake.heard(code, 'telegram')).toHaveLength(1);
    expect(await states(code)).toContain('telegram chat sending');
    gate.resolve();
    await expect.poll(() => settled(code), patient).toBe(true);
    expect(await states(code)).toContain('telegram chat sent');
  });

  it('a worker whose session is cut goes on with another one and sends nothing twice', async () => {
    await finishAll();
    startWorker(2_000);
    const codes = [await api.created(cast.requester)];
    await expect.poll(() => settled(codes[0] ?? ''), patient).toBe(true);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'requests-sender' AND datname = current_database()`.execute(test.db);
    for (let n = 0; n < 5; n += 1) codes.push(await api.created(cast.requester));
    for (const code of codes) {
      await expect.poll(() => settled(code), patient).toBe(true);
      expect(fake.heard(code)).toHaveLength(3);
    }
  });
});

describe('clocks', () => {
  it('a clock set back delays nothing for long', async () => {
    await finishAll();
    test.clock.advance({ hours: 5 });
    const fresh = await api.created(cast.requester);
    test.clock.advance({ hours: -4 });
    const now = test.clock.now();
    expect(await wakeForgottenLanes(test.db, now, addMs(now, LONGEST_WAIT_MS))).toBe(3);
    startWorker();
    await expect.poll(() => settled(fresh), patient).toBe(true);
  });

  it('the sweep leaves a lane alone whose first delivery is being retried (N3)', async () => {
    await finishAll();
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', { usersUpdated: 1, propertiesUpdated: 0 });
    const now = test.clock.now();
    const later = addMs(now, 60_000);
    const [first] = await deliveries(code);
    if (first === undefined) throw new Error('nothing waits');
    await test.db
      .updateTable('deliveries')
      .set({ attempts: 3, next_attempt_at: later })
      .where('id', '=', first.id)
      .execute();
    await test.db
      .updateTable('delivery_lanes')
      .set({ wake_at: later })
      .where('id', '=', first.lane_id)
      .execute();
    expect(await wakeForgottenLanes(test.db, now, addMs(now, LONGEST_WAIT_MS))).toBe(0);
  });

  it('a lane that was forgotten is woken by the sweep', async () => {
    await finishAll();
    const code = await api.created(cast.requester);
    await test.db.updateTable('delivery_lanes').set({ wake_at: null }).execute();
    const now = test.clock.now();
    expect(await wakeForgottenLanes(test.db, now, addMs(now, LONGEST_WAIT_MS))).toBe(3);
    startWorker();
    await expect.poll(() => settled(code), patient).toBe(true);
  });
});

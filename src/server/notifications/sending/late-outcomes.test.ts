import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import { NOTIFICATION_SETTING_KEYS } from '../../settings/notifications.ts';
import { fakeChannels, retry } from './fake-channels.testing.ts';
import { type Finished, finishDeliveries, holdLanes, startDeliveries } from './queries.ts';
import { type Sender, startSending } from './start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
const patient = { timeout: 10_000, interval: 10 };
const WORKER = 4_711;
let cast: Cast;
let sender: Sender | undefined;

const start = (): void => {
  const { context, connectionString } = test;
  sender = startSending({ context, connectionString, takeOverAfterMs: 1_000 });
};

const deliveryOf = (code: string, channel: Channel) =>
  test.db
    .selectFrom('deliveries')
    .innerJoin('requests', 'requests.id', 'deliveries.request_id')
    .selectAll('deliveries')
    .where('code', '=', code)
    .where('channel', '=', channel)
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow();

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
  await sender?.stop();
  sender = undefined;
  await test.db.deleteFrom('notification_toggles').execute();
});

describe('an outcome that is written twice because the first answer got lost (N4)', () => {
  const take = async () => {
    const { db, clock } = test;
    const now = clock.now();
    const lanes = await holdLanes(db, WORKER, { channel: 'email', now, limit: 50, except: [] });
    const [started] = await startDeliveries(db, WORKER, lanes, now);
    if (started === undefined) throw new Error('nothing was due');
    return started;
  };
  const outcome = (
    { id, laneId, channel, attempts, startedAt }: Awaited<ReturnType<typeof take>>,
    more: Partial<Finished> = {},
  ): Finished => ({ deliveryId: id, laneId, channel, attempts, startedAt, state: 'sent', ...more });
  const finish = (result: Finished) =>
    finishDeliveries(test.db, WORKER, [result], test.clock.now());
  const holder = async (laneId: number) =>
    (
      await test.db
        .selectFrom('delivery_lanes')
        .select('held_by')
        .where('id', '=', laneId)
        .executeTakeFirstOrThrow()
    ).held_by;

  it('does not let go of the lane while its next delivery is under way', async () => {
    const code = await api.created(cast.requester);
    const first = outcome(await take());
    await finish(first);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', { usersUpdated: 1, propertiesUpdated: 0 });
    const second = outcome(await take());
    await finish(first);
    expect(await holder(second.laneId)).toBe(WORKER);
    await finish(second);
    expect(await holder(second.laneId)).toBeNull();
  });

  it('does not end a later attempt at the same delivery', async () => {
    const code = await api.created(cast.requester);
    const now = test.clock.now();
    const first = outcome(await take(), { state: 'pending', nextAttemptAt: now });
    await finish(first);
    test.clock.advance({ seconds: 1 });
    const second = outcome(await take());
    expect(second.deliveryId).toBe(first.deliveryId);
    await finish(first);
    expect(await deliveryOf(code, 'email')).toMatchObject({ state: 'sending', attempts: 2 });
    await finish(second);
    expect(await deliveryOf(code, 'email')).toMatchObject({ state: 'sent' });
  });
});

describe('an outcome that a provider makes hard to keep', () => {
  it('holds up nobody: characters that the database does not take are left out (N2)', async () => {
    const code = await api.created(cast.requester);
    fake.answer = ({ channel }) =>
      channel === 'telegram' ? { kind: 'failed', error: 'Bad\0 Request \ud83d' } : undefined;
    start();
    await expect
      .poll(async () => (await deliveryOf(code, 'telegram')).state, patient)
      .toBe('failed');
    expect((await deliveryOf(code, 'telegram')).last_error).toBe('Bad Request \ufffd');
    const later = await api.created(cast.requester);
    await expect.poll(async () => (await deliveryOf(later, 'email')).state, patient).toBe('sent');
  });
});

describe('what is not to be sent any more, but is out already, perhaps', () => {
  const switchOffEvent = async (channel: Channel) => {
    await test.db
      .insertInto('notification_toggles')
      .values({ event: 'new_request_created', channel, is_on: false })
      .execute();
    // A worker reads the switches anew after a quarter of a second.
    await new Promise((done) => setTimeout(done, 300));
  };

  it('is sent, when only its reaction is missing (N6)', async () => {
    const code = await api.created(cast.requester);
    fake.answer = ({ channel }) =>
      channel === 'slack'
        ? ({ ...retry(), kind: 'posted', providerId: 'C1:1.2', thread: { ts: '1.2' } } as never)
        : undefined;
    start();
    await expect
      .poll(async () => (await deliveryOf(code, 'slack')).provider_id, patient)
      .toBe('C1:1.2');
    await switchOffEvent('slack');
    test.clock.advance({ minutes: 1 });
    await expect
      .poll(async () => (await deliveryOf(code, 'slack')).finished_at, patient)
      .not.toBeNull();
    expect(await deliveryOf(code, 'slack')).toMatchObject({
      state: 'sent',
      suppressed_reason: null,
    });
  });

  it('is unknown, when the answer got lost (N4)', async () => {
    const code = await api.created(cast.requester);
    fake.answer = ({ channel }) =>
      channel === 'email' ? retry({ isUncertain: true, error: 'The answer was lost' }) : undefined;
    start();
    await expect
      .poll(async () => (await deliveryOf(code, 'email')).uncertain_since, patient)
      .not.toBeNull();
    await switchOffEvent('email');
    test.clock.advance({ minutes: 1 });
    await expect
      .poll(async () => (await deliveryOf(code, 'email')).finished_at, patient)
      .not.toBeNull();
    expect(await deliveryOf(code, 'email')).toMatchObject({ state: 'unknown' });
  });

  it('is looked for first, when the channel itself broke down while it sent (N4)', async () => {
    const code = await api.created(cast.requester);
    const seen: unknown[] = [];
    fake.answer = ({ channel, parcel }) => {
      if (channel !== 'slack' || parcel.message.code !== code) return undefined;
      seen.push(parcel.earlier);
      if (seen.length === 1) throw new Error('a defect of ours');
      return undefined;
    };
    const began = test.clock.now();
    start();
    await expect.poll(() => seen.length, patient).toBe(1);
    await expect.poll(async () => (await deliveryOf(code, 'slack')).state, patient).toBe('pending');
    test.clock.advance({ minutes: 1 });
    await expect.poll(async () => (await deliveryOf(code, 'slack')).state, patient).toBe('sent');
    expect(seen).toEqual([null, { startedAtEpochMs: Date.parse(began), providerId: null }]);
  });
});

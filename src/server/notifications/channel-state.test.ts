import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { makeDelivery, setDelivery } from '../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, requestsApi } from '../../../tests/helpers/requests.ts';
import { addMs, instant } from '../../domain/kernel/calendar.ts';
import type { Channel } from '../../domain/notifications/deliveries.ts';
import { inTransaction } from '../db/transaction.ts';
import { switchOff, switchOn } from './channel-state.ts';
import { loadChannelStates } from './channel-state-queries.ts';

const HOUR_MS = 3_600_000;
const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const off = (channel: Channel, reason: string, at = test.clock.now()) =>
  inTransaction(test.db, (tx) => switchOff(tx, channel, reason, at));
const on = (channel: Channel) =>
  inTransaction(test.db, (tx) => switchOn(tx, channel, test.clock.now()));
const stateOf = async (channel: Channel) =>
  (await loadChannelStates(test.db)).find((state) => state.channel === channel)?.off;
const row = (id: number) =>
  test.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('N2 a channel that is off', () => {
  it('is off since the first time, for the newest reason', async () => {
    const since = test.clock.now();
    expect(await off('slack', 'First')).toBe(true);
    test.clock.advance({ minutes: 5 });
    expect(await off('slack', 'Second')).toBe(false);
    expect(await stateOf('slack')).toEqual({ since, reason: 'Second' });
    expect(await stateOf('email')).toBeNull();
    expect(await on('slack')).toBe(true);
    expect(await stateOf('slack')).toBeNull();
    expect(await on('slack')).toBe(false);
  });

  it('stops the clock of what is being retried; on again, all of it is tried at once', async () => {
    const code = await api.created(cast.requester);
    const id = await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'telegram',
      recipient: `user:${cast.requester.id}`,
      state: 'pending',
    });
    const started = test.clock.now();
    const { lane_id } = await row(id);
    const far = addMs(started, 5 * HOUR_MS);
    await setDelivery(test, id, { retrying_since: started, next_attempt_at: far, attempts: 3 });
    await test.db
      .updateTable('delivery_lanes')
      .set({ wake_at: far })
      .where('id', '=', lane_id)
      .execute();

    test.clock.advance({ hours: 1 });
    await off('telegram', 'Unauthorized');
    test.clock.advance({ hours: 2 });
    await on('telegram');

    const now = test.clock.now();
    expect(await row(id)).toMatchObject({
      state: 'pending',
      attempts: 3,
      next_attempt_at: now,
      retrying_since: addMs(started, 2 * HOUR_MS),
    });
    const lane = await test.db
      .selectFrom('delivery_lanes')
      .select('wake_at')
      .where('id', '=', lane_id)
      .executeTakeFirstOrThrow();
    expect(lane.wake_at).toBe(now);
  });

  it('gives back no more than the time since a delivery was first tried', async () => {
    const code = await api.created(cast.requester);
    const id = await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'slack',
      state: 'sending',
    });
    await off('slack', 'Account inactive');
    test.clock.advance({ hours: 1 });
    await setDelivery(test, id, { retrying_since: test.clock.now() });
    test.clock.advance({ hours: 1 });
    await on('slack');
    expect((await row(id)).retrying_since).toBe(test.clock.now());
  });

  it('changes nothing of other channels, of what is settled, and of what waits by itself', async () => {
    const code = await api.created(cast.requester);
    const past = test.clock.now();
    const later = instant('2026-12-24T00:00:00.000Z');
    const other = await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'slack',
      state: 'pending',
      next_attempt_at: later,
      retrying_since: past,
    });
    const settled = await makeDelivery(test, code, {
      event: 'request_sent_to_qa',
      channel: 'email',
      state: 'failed',
      next_attempt_at: later,
      retrying_since: past,
    });
    const ready = await makeDelivery(test, code, {
      event: 'request_completed',
      channel: 'email',
      state: 'pending',
    });
    const before = await Promise.all([other, settled, ready].map(row));
    await off('email', 'Wrong password');
    test.clock.advance({ hours: 1 });
    await on('email');
    expect(await Promise.all([other, settled, ready].map(row))).toEqual(before);
  });

  it('two admins who switch it on at once give the time back once', async () => {
    const code = await api.created(cast.requester);
    const since = test.clock.now();
    const id = await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'email',
      recipient: `user:${cast.operator.id}`,
      state: 'pending',
      retrying_since: since,
    });
    await off('email', 'Wrong password');
    test.clock.advance({ hours: 3 });
    const switched = await Promise.all([on('email'), on('email')]);
    expect(switched.sort()).toEqual([false, true]);
    expect((await row(id)).retrying_since).toBe(addMs(since, 3 * HOUR_MS));
  });
});

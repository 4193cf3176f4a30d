import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { makeDelivery, setDelivery } from '../../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, problem, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { Delivery } from '../../../domain/api/notifications.ts';
import { addMs } from '../../../domain/kernel/calendar.ts';
import { fakeChannels } from '../sending/fake-channels.testing.ts';
import { startSending } from '../sending/start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels }, poolSize: 20 });
const api = requestsApi(test);
const patient = { timeout: 10_000 };
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
  await test.db
    .insertInto('settings')
    .values({ key: 'operations_mailbox', value: '"operations@example.com"' })
    .execute();
});

const drop = (id: number, body: object = { reason: 'The mailbox is gone' }, key?: string) =>
  api.send(cast.admin, 'POST', `/api/admin/deliveries/${id}/drop`, { body, ...(key && { key }) });
const row = (id: number) =>
  test.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const setLane = async (id: number, heldBy: number | null) => {
  const { lane_id } = await row(id);
  await test.db
    .updateTable('delivery_lanes')
    .set({ held_by: heldBy })
    .where('id', '=', lane_id)
    .execute();
};
/** A request one of whose deliveries, the first of its lane, has this state. */
const settled = async (state: Delivery['state']) => {
  const code = await api.created(cast.requester);
  const id = await makeDelivery(test, code, {
    event: 'request_blocked',
    channel: 'email',
    recipient: `user:${cast.requester.id}`,
    state,
  });
  return { code, id };
};

describe('N2 dropping a delivery', () => {
  it.each(['pending', 'unknown', 'failed'] as const)(
    'gives up what is %s, shows why, and is in the audit log',
    async (state) => {
      const { code, id } = await settled(state);
      await setDelivery(test, id, { last_error: '550 no such user', attempts: 3 });
      const reply = await drop(id);
      expect(reply).toMatchObject({
        status: 200,
        body: {
          id,
          state: 'suppressed',
          suppressedReason: 'dropped',
          dropReason: 'The mailbox is gone',
          lastError: '550 no such user',
          attempts: 3,
          finishedAt: test.clock.now(),
          nextAttemptAt: null,
        },
      });
      const entry = await test.db
        .selectFrom('audit_log')
        .select(['actor_id', 'action', 'target', 'details'])
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      expect(entry).toEqual({
        actor_id: cast.admin.id,
        action: 'delivery_dropped',
        target: code,
        details: {
          delivery: id,
          event: 'request_blocked',
          channel: 'email',
          recipient: `user:${cast.requester.id}`,
          reason: 'The mailbox is gone',
        },
      });
    },
  );

  it.each(['sent', 'suppressed'] as const)('is a conflict for what is %s', async (state) => {
    const { id } = await settled(state);
    const reply = await drop(id);
    expect([reply.status, problem(reply).code]).toEqual([409, 'conflict']);
    expect(await row(id)).toMatchObject({ state, drop_reason: null });
  });

  it('N4 is refused while a worker sends it or holds its lane to do so, and says so', async () => {
    const { id: sending } = await settled('sending');
    const { code, id: taken } = await settled('pending');
    await setLane(taken, 7);
    for (const id of [sending, taken]) {
      const reply = await drop(id);
      expect([reply.status, problem(reply).detail]).toEqual([
        409,
        'A worker is sending this delivery right now. Load it again in a moment and decide then.',
      ]);
    }
    // What stands behind it in the lane is nobody's yet.
    const behind = await makeDelivery(test, code, {
      event: 'request_resolved',
      channel: 'email',
      recipient: `user:${cast.requester.id}`,
      state: 'pending',
    });
    expect((await drop(behind)).status).toBe(200);
    await setLane(taken, null);
    expect((await drop(taken)).status).toBe(200);
  });

  it('needs a reason and a delivery', async () => {
    const { id } = await settled('failed');
    for (const body of [{}, { reason: ' ' }, { reason: 'x'.repeat(1_001) }]) {
      expect((await drop(id, body)).status).toBe(422);
    }
    expect((await drop(99_999_999)).status).toBe(404);
    expect(await row(id)).toMatchObject({ state: 'failed', drop_reason: null });
  });

  it('two admins at once: one drops it, the other is told; a double click is one', async () => {
    const { id } = await settled('failed');
    const replies = await Promise.all([drop(id), drop(id)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { id: other } = await settled('failed');
    const key = `drop-${other}-click`;
    const twice = await Promise.all([
      drop(other, { reason: 'a' }, key),
      drop(other, { reason: 'a' }, key),
    ]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('may be taken back by sending again', async () => {
    const { id } = await settled('failed');
    await drop(id);
    const reply = await api.send(cast.admin, 'POST', `/api/admin/deliveries/${id}/send-again`);
    expect(reply).toMatchObject({
      status: 200,
      body: { state: 'pending', suppressedReason: null, dropReason: null },
    });
  });

  it('N3 lets the next one of its lane go on, which waited for it', async () => {
    const { code, id } = await settled('pending');
    const tomorrow = addMs(test.clock.now(), 86_400_000);
    await setDelivery(test, id, { next_attempt_at: tomorrow, attempts: 4 });
    await test.db
      .updateTable('delivery_lanes')
      .set({ wake_at: tomorrow })
      .where('id', '=', (await row(id)).lane_id)
      .execute();
    const next = await makeDelivery(test, code, {
      event: 'request_cancelled',
      channel: 'email',
      recipient: `user:${cast.requester.id}`,
      user_id: cast.requester.id,
      state: 'pending',
    });
    const { context, connectionString } = test;
    const sender = startSending({ context, connectionString, takeOverAfterMs: 100 });
    try {
      const heard = () => fake.heard(code, 'email');
      await expect
        .poll(heard, patient)
        .toContain('email operations@example.com new_request_created');
      expect(await row(next)).toMatchObject({ state: 'pending' });
      expect((await drop(id)).status).toBe(200);
      await expect.poll(async () => (await row(next)).state, patient).toBe('sent');
      expect(heard()).toContain(`email ${cast.requester.email} request_cancelled`);
      expect(heard()).not.toContain(`email ${cast.requester.email} request_blocked`);
      expect(await row(id)).toMatchObject({ state: 'suppressed', suppressed_reason: 'dropped' });
    } finally {
      await sender.stop();
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../tests/helpers/channels.ts';
import { makeDelivery } from '../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, requestsApi } from '../../../tests/helpers/requests.ts';
import { inTransaction } from '../db/transaction.ts';
import { switchOff } from '../notifications/channel-state.ts';

const test = useApp({ context: { channels: fakeChannels({ telegram: null }).channels } });
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const ready = async () => {
  const reply = await test.app.inject({ url: '/readyz' });
  return { status: reply.statusCode, body: reply.json() };
};
/** The value of each sample by its name with labels. */
const samples = async (): Promise<Record<string, number>> => {
  const { body } = await test.app.inject({ url: '/metrics' });
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
};

describe('what monitors see of notifications', () => {
  it('with nothing waiting, ready says so and every gauge is there', async () => {
    expect(await ready()).toEqual({
      status: 200,
      body: { status: 'ok', notifications: { oldestWaitingSeconds: null } },
    });
    const reply = await test.app.inject({ url: '/metrics' });
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(await samples()).toEqual({
      'requests_notification_channel_configured{channel="email"}': 1,
      'requests_notification_channel_configured{channel="slack"}': 1,
      'requests_notification_channel_configured{channel="telegram"}': 0,
      'requests_notification_channel_on{channel="email"}': 1,
      'requests_notification_channel_on{channel="slack"}': 1,
      'requests_notification_channel_on{channel="telegram"}': 0,
      'requests_deliveries_waiting{channel="email"}': 0,
      'requests_deliveries_waiting{channel="slack"}': 0,
      'requests_deliveries_waiting{channel="telegram"}': 0,
      'requests_deliveries_oldest_waiting_seconds{channel="email"}': 0,
      'requests_deliveries_oldest_waiting_seconds{channel="slack"}': 0,
      'requests_deliveries_oldest_waiting_seconds{channel="telegram"}': 0,
      'requests_deliveries_attention{channel="email",state="failed"}': 0,
      'requests_deliveries_attention{channel="email",state="unknown"}': 0,
      'requests_deliveries_attention{channel="slack",state="failed"}': 0,
      'requests_deliveries_attention{channel="slack",state="unknown"}': 0,
      'requests_deliveries_attention{channel="telegram",state="failed"}': 0,
      'requests_deliveries_attention{channel="telegram",state="unknown"}': 0,
    });
    // Each name is explained once, before its samples.
    const explained = reply.body.match(/^# TYPE \w+ gauge$/gm) ?? [];
    expect(explained).toHaveLength(5);
    expect(new Set(explained).size).toBe(5);
  });

  it('waiting deliveries have an age and take no process out; samples are kept for five seconds', async () => {
    const code = await api.created(cast.requester);
    await makeDelivery(test, code, { event: 'request_blocked', channel: 'slack', state: 'failed' });
    await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'email',
      state: 'unknown',
    });
    await inTransaction(test.db, (tx) => switchOff(tx, 'slack', 'Not in it', test.clock.now()));
    test.clock.advance({ seconds: 4 });
    expect((await samples())['requests_deliveries_waiting{channel="email"}']).toBe(0);
    test.clock.advance({ minutes: 2 });
    expect(await ready()).toEqual({
      status: 200,
      body: { status: 'ok', notifications: { oldestWaitingSeconds: 124 } },
    });
    expect(await samples()).toMatchObject({
      'requests_notification_channel_on{channel="email"}': 1,
      'requests_notification_channel_on{channel="slack"}': 0,
      'requests_deliveries_waiting{channel="email"}': 1,
      'requests_deliveries_oldest_waiting_seconds{channel="email"}': 124,
      'requests_deliveries_attention{channel="slack",state="failed"}': 1,
      'requests_deliveries_attention{channel="email",state="unknown"}': 1,
    });
  });

  it('names nobody: no codes, no people, no reasons', async () => {
    const { body } = await test.app.inject({ url: '/metrics' });
    expect(body).not.toMatch(/UR-|Rita|Not in it|@/);
  });
});

import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { as } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../tests/helpers/channels.ts';
import { makeDelivery } from '../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, requestsApi } from '../../../tests/helpers/requests.ts';
import { inTransaction } from '../db/transaction.ts';
import { switchOff } from '../notifications/channel-state.ts';

const test = useApp({
  context: { channels: fakeChannels({ telegram: null }).channels },
  isOneProcess: true,
});
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

/** Those whose name matches. */
const of = (all: Record<string, number>, name: RegExp): Record<string, number> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => name.test(key)));

describe('what monitors see of notifications', () => {
  it('with nothing waiting, ready says so and every gauge is there', async () => {
    expect(await ready()).toEqual({
      status: 200,
      body: {
        status: 'ok',
        checks: { database: 'ok', files: null },
        notifications: { oldestWaitingSeconds: null },
      },
    });
    const reply = await test.app.inject({ url: '/metrics' });
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(of(await samples(), /^requests_(notification|deliveries)_/)).toEqual({
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
    const explained = reply.body.match(/^# TYPE \w+ \w+$/gm) ?? [];
    expect(new Set(explained).size).toBe(explained.length);
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
    expect(await ready()).toMatchObject({
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

  it('the job queue is told by task: due, running and failed for good, and how old', async () => {
    const add = (task: string, more: string) =>
      sql`SELECT graphile_worker.add_job(${task}, '{}'::json, ${sql.raw(more)})`.execute(test.db);
    await add('clean-up', `run_at := now() - interval '90 seconds'`);
    await add('sweep-files', `run_at := now() + interval '1 hour'`);
    await add('fold-reports', 'max_attempts := 1');
    await sql`UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE max_attempts = 1`.execute(
      test.db,
    );
    test.clock.advance({ seconds: 6 });
    const jobs = of(await samples(), /^requests_jobs_/);
    expect(jobs['requests_jobs_oldest_waiting_seconds{task="clean-up"}']).toBeGreaterThan(89);
    expect(jobs).toMatchObject({
      'requests_jobs_waiting{task="clean-up"}': 1,
      'requests_jobs_running{task="clean-up"}': 0,
      'requests_jobs_waiting{task="sweep-files"}': 0,
      'requests_jobs_failed{task="fold-reports"}': 1,
      'requests_jobs_oldest_waiting_seconds{task="fold-reports"}': 0,
    });
  });

  it('answers are timed by route and status, never by address', async () => {
    const code = await api.created(cast.requester);
    const url = `/api/requests/${code}?search=someone`;
    await test.app.inject({ url, headers: as(cast.requester) });
    await test.app.inject({ url: '/api/nowhere/at-all' });
    await test.app.inject({ url: '/wp-login.php' });
    const counts = of(await samples(), /^requests_http_request_duration_seconds_count/);
    const count = (labels: string) => `requests_http_request_duration_seconds_count{${labels}}`;
    expect(counts).toMatchObject({
      [count('method="GET",route="/api/requests/:code",status="2xx"')]: 1,
      [count('method="GET",route="unknown",status="4xx"')]: 1,
      [count('method="GET",route="web",status="4xx"')]: 1,
    });
    expect(Object.keys(counts).join()).not.toMatch(/someone|wp-login/);
  });

  it('the process tells of its event loop, memory and connections', async () => {
    const all = await samples();
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']) {
      expect(all[name]).toBeGreaterThan(0);
    }
    expect(all['requests_database_connections{state="waited_for"}']).toBe(0);
    expect(all.requests_database_up).toBe(1);
  });

  it('names nobody: no codes, no people, no reasons', async () => {
    const { body } = await test.app.inject({ url: '/metrics' });
    expect(body).not.toMatch(/UR-|Rita|Not in it|@/);
  });
});

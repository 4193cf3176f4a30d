import { beforeAll, describe, expect, it } from 'vitest';
import { addMs, DAY_MS } from '../../src/domain/kernel/calendar.ts';
import { CHANNELS } from '../../src/domain/notifications/deliveries.ts';
import { OUTBOX_EVENTS } from '../../src/domain/notifications/events.ts';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { loadNotificationSettings } from '../../src/server/settings/notifications.ts';
import { useApp } from '../../tests/helpers/app.ts';
import { SAMPLE_PASSWORD } from './accounts.ts';
import { inventYear } from './invent.ts';
import { loadSampleData } from './load.ts';
import { notificationRows } from './notifications.ts';

const test = useApp();

beforeAll(async () => {
  await loadSampleData(test.db, {
    now: test.clock.now(),
    requests: 150,
    files: test.context.files,
    secretBox: test.context.secretBox,
  });
});

const stored = () =>
  test.db
    .selectFrom('deliveries')
    .innerJoin('notifications', 'notifications.id', 'deliveries.notification_id')
    .innerJoin('delivery_lanes', 'delivery_lanes.id', 'deliveries.lane_id')
    .innerJoin('request_events', 'request_events.id', 'notifications.request_event_id')
    .select([
      'deliveries.id',
      'deliveries.position',
      'deliveries.channel',
      'deliveries.recipient',
      'deliveries.user_id',
      'deliveries.state',
      'deliveries.suppressed_reason',
      'deliveries.created_at',
      'delivery_lanes.id as lane',
      'delivery_lanes.channel as lane_channel',
      'delivery_lanes.recipient as lane_recipient',
      'delivery_lanes.request_id as lane_request',
      'delivery_lanes.wake_at',
      'deliveries.request_id',
      'notifications.event',
      'request_events.at',
    ])
    .orderBy('deliveries.id')
    .execute();

describe('who was told of the sample year', () => {
  it('the last day waits to be sent, the rest of the month is older than a day', async () => {
    const rows = await stored();
    const dayAgo = addMs(test.clock.now(), -DAY_MS);
    const monthAgo = addMs(test.clock.now(), -30 * DAY_MS);
    const states = new Set(
      rows.map(({ at, state, suppressed_reason }) =>
        [at > dayAgo ? 'news' : 'old', state, suppressed_reason].join(' '),
      ),
    );
    expect(states).toEqual(new Set(['news pending ', 'old suppressed before_sending']));
    expect(rows.filter(({ at }) => at < monthAgo)).toEqual([]);
    expect(rows.filter(({ at, created_at }) => at !== created_at)).toEqual([]);
  });

  it('N3: each delivery stands in the lane of its request, channel and recipient, in the order of time', async () => {
    const last = new Map<number, string>();
    for (const row of await stored()) {
      expect([row.lane_channel, row.lane_recipient, row.lane_request]).toEqual([
        row.channel,
        row.recipient,
        row.request_id,
      ]);
      expect(row.at >= (last.get(row.lane) ?? '')).toBe(true);
      last.set(row.lane, row.at);
    }
  });

  it('a lane wakes exactly when something in it waits', async () => {
    const rows = await stored();
    const waiting = new Set(
      rows.filter(({ state }) => state === 'pending').map(({ lane }) => lane),
    );
    const waking = rows.filter(({ wake_at }) => wake_at !== null).map(({ lane }) => lane);
    expect(new Set(waking)).toEqual(waiting);
    expect(waiting.size).toBeGreaterThan(0);
  });

  it('every change of the month that somebody is told of has its notifications, on all channels', async () => {
    const rows = await stored();
    expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(CHANNELS));
    const told = new Set(rows.map(({ event }) => event));
    expect(OUTBOX_EVENTS.filter((event) => !told.has(event))).toEqual([]);
  });

  it('a direct Telegram message is for those who have linked an account', async () => {
    const linked = await test.db
      .selectFrom('users')
      .select('id')
      .where('telegram_user_id', 'is not', null)
      .execute();
    const direct = (await stored()).filter(
      ({ channel, user_id }) => channel === 'telegram' && user_id !== null,
    );
    const ids = new Set(direct.map(({ user_id }) => user_id));
    expect(ids).toEqual(new Set(linked.map(({ id }) => id)));
    expect(ids.size).toBe(3);
  });

  it('shared destinations are set', async () => {
    await expect(loadNotificationSettings(test.db)).resolves.toEqual({
      operationsMailbox: 'operations@example.com',
      approverAddresses: ['approvals@example.com'],
      slackChannel: 'C0REQUESTS',
      telegramChat: '-1001234567890',
      operationsTimezone: 'America/New_York',
    });
  });

  it('a channel that is not the local one sends nothing of it', async () => {
    const now = test.clock.now();
    const year = await inventYear({ now, seed: 7, requests: 150 });
    const { deliveries, lanes } = notificationRows(year, now, ['slack']);
    const waiting = deliveries.filter(({ state }) => state === 'pending');
    expect(new Set(waiting.map(({ channel }) => channel))).toEqual(new Set(['slack']));
    const waking = lanes.filter(({ wake_at }) => wake_at !== null);
    expect(new Set(waking.map(({ channel }) => channel))).toEqual(new Set(['slack']));
  });

  it('X3: the next request is notified after all of it', async () => {
    const before = await stored();
    const signedIn = await test.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { email: 'revenue@example.com', password: SAMPLE_PASSWORD },
    });
    const cookie = signedIn.cookies.find(({ name }) => name === cookieName(false));
    const created = await test.app.inject({
      method: 'POST',
      url: '/api/requests',
      headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'idempotency-key': 'the-next-one' },
      payload: {
        type: 'user_records',
        values: { partnerName: 'Acme Homes', link: 'https://example.com/users' },
      },
    });
    expect(created.statusCode, created.body).toBe(201);
    const after = (await stored()).slice(before.length);
    expect(after.map(({ channel, recipient }) => `${channel} ${recipient}`)).toEqual([
      'email operations',
      'slack channel',
      'telegram chat',
    ]);
    const last = Math.max(...before.map(({ position }) => position));
    expect(after.every(({ position }) => position > last)).toBe(true);
  });
});

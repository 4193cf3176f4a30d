import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { as, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../../tests/helpers/channels.ts';
import { makeDelivery } from '../../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import type { NotificationAdmin } from '../../../domain/api/notifications.ts';
import { OWN_LOOK } from '../../../domain/look.ts';
import { CHANNELS, type Channel } from '../../../domain/notifications/deliveries.ts';
import { NOTIFICATION_EVENTS } from '../../../domain/notifications/events.ts';
import { buildApp } from '../../app.ts';
import { inTransaction } from '../../db/transaction.ts';
import { switchOff } from '../channel-state.ts';
import type { Outcome } from '../channels/channel.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const SENT: Outcome<never> = { kind: 'sent', providerId: 'fake', thread: null };
afterEach(async () => {
  fake.answer(SENT);
  fake.given.length = 0;
  await test.db.deleteFrom('settings').execute();
  await test.db
    .updateTable('notification_channels')
    .set({ off_since: null, off_reason: null })
    .execute();
});

type Method = 'GET' | 'PATCH' | 'PUT' | 'POST';
const send = async (method: Method, path: string, body?: object, user: TestUser = cast.admin) => {
  const reply = await test.app.inject({
    method,
    url: `/api/admin/notifications${path}`,
    headers: as(user),
    ...(body && { payload: body }),
  });
  return { status: reply.statusCode, body: reply.json() };
};
const state = async (): Promise<NotificationAdmin> => (await send('GET', '')).body;
const off = (channel: Channel, reason = 'The token was revoked') =>
  inTransaction(test.db, (tx) => switchOff(tx, channel, reason, test.clock.now()));
const isOff = async (channel: Channel) =>
  (await state()).channels.find((one) => one.channel === channel)?.off !== null;
const lastAudit = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'target', 'details'])
    .orderBy('id', 'desc')
    .executeTakeFirst();

describe('notifications are managed by admins only (section 10)', () => {
  it.each([
    ['GET', '', undefined],
    ['GET', '/alerts', undefined],
    ['PATCH', '/settings', { slackChannel: '#requests' }],
    ['PUT', '/toggles', { event: 'request_blocked', channel: 'email', isOn: false }],
    ['POST', '/channels/email/test', undefined],
  ] as const)('%s %s', async (method, path, body) => {
    for (const user of [cast.requester, cast.operator, cast.qa, cast.leader]) {
      const reply = await send(method, path, body, user);
      expect([reply.status, reply.body.code]).toEqual([403, 'not_allowed']);
    }
    expect(fake.given).toEqual([]);
    expect(await test.db.selectFrom('notification_toggles').selectAll().execute()).toEqual([]);
    expect(await test.db.selectFrom('settings').selectAll().execute()).toEqual([]);
  });
});

describe('the admin page of notifications', () => {
  it('shows all channels on and all events on when nothing was ever set', async () => {
    const { channels, settings, toggles } = await state();
    expect(channels.map(({ channel, mode, off }) => [channel, mode, off])).toEqual([
      ['email', 'smtp', null],
      ['slack', 'bot', null],
      ['telegram', 'bot', null],
    ]);
    expect(settings).toEqual({
      operationsMailbox: null,
      approverAddresses: [],
      slackChannel: null,
      telegramChat: null,
      operationsTimezone: 'UTC',
    });
    expect(Object.keys(toggles)).toEqual([...NOTIFICATION_EVENTS]);
    for (const event of NOTIFICATION_EVENTS) {
      expect(toggles[event]).toEqual({ email: true, slack: true, telegram: true });
    }
  });

  it('says how much waits on each channel, and since when', async () => {
    const before = await state();
    const since = test.clock.now();
    const code = await api.created(cast.requester);
    await makeDelivery(test, code, { event: 'request_blocked', channel: 'slack', state: 'sent' });
    const { channels } = await state();
    for (const [n, { waiting }] of channels.entries()) {
      const counted = before.channels[n]?.waiting;
      expect(waiting).toEqual({
        count: (counted?.count ?? 0) + 1,
        oldestAt: counted?.oldestAt ?? since,
      });
    }
  });
});

describe('settings', () => {
  it('are stored as given, and what is absent stays', async () => {
    const first = await send('PATCH', '/settings', {
      operationsMailbox: 'Ops@example.com',
      approverAddresses: 'a@example.com\nb@example.com',
      slackChannel: '#requests',
    });
    expect(first).toMatchObject({
      status: 200,
      body: {
        settings: {
          operationsMailbox: 'ops@example.com',
          approverAddresses: ['a@example.com', 'b@example.com'],
          slackChannel: '#requests',
          telegramChat: null,
        },
      },
    });
    await send('PATCH', '/settings', { slackChannel: null, operationsTimezone: 'Asia/Tokyo' });
    expect((await state()).settings).toEqual({
      operationsMailbox: 'ops@example.com',
      approverAddresses: ['a@example.com', 'b@example.com'],
      slackChannel: null,
      telegramChat: null,
      operationsTimezone: 'Asia/Tokyo',
    });
    expect(await lastAudit()).toEqual({
      actor_id: cast.admin.id,
      action: 'notification_settings_changed',
      target: null,
      details: {
        before: { slackChannel: '#requests', operationsTimezone: 'UTC' },
        after: { slackChannel: null, operationsTimezone: 'Asia/Tokyo' },
        switchedOn: [],
      },
    });
  });

  it('are refused at their fields, all at once, and nothing is stored', async () => {
    const { status, body } = await send('PATCH', '/settings', {
      operationsMailbox: 'nobody',
      approverAddresses: 'a@example.com, b',
      slackChannel: 'requests',
      telegramChat: 'chat',
      operationsTimezone: '+02:00',
    });
    expect(status).toBe(422);
    expect(body.issues.map(({ path }: { path: string }) => path)).toEqual([
      'operationsMailbox',
      'approverAddresses',
      'slackChannel',
      'telegramChat',
      'operationsTimezone',
    ]);
    expect(await test.db.selectFrom('settings').selectAll().execute()).toEqual([]);
  });

  it.each([
    ['email', { operationsMailbox: 'ops@example.com' }],
    ['email', { approverAddresses: '' }],
    ['slack', { slackChannel: 'C024BE91L' }],
    ['telegram', { telegramChat: '-1001234567890' }],
  ] as const)('N2 saving one of %s switches it on again, and no other', async (channel, body) => {
    for (const each of CHANNELS) await off(each);
    await send('PATCH', '/settings', body);
    for (const each of CHANNELS)
      expect([each, await isOff(each)]).toEqual([each, each !== channel]);
    expect((await lastAudit())?.details).toMatchObject({ switchedOn: [channel] });
  });

  it('N2 a refused setting and the time zone switch nothing on', async () => {
    await off('slack');
    await send('PATCH', '/settings', { slackChannel: 'nonsense' });
    await send('PATCH', '/settings', { operationsTimezone: 'Europe/Berlin' });
    expect(await isOff('slack')).toBe(true);
  });
});

describe('switches', () => {
  it('turn one event off on one channel and on again, and say who did', async () => {
    const body = { event: 'request_blocked', channel: 'telegram', isOn: false };
    const turnedOff = await send('PUT', '/toggles', body);
    expect(turnedOff.status).toBe(200);
    expect(turnedOff.body.toggles.request_blocked).toEqual({
      email: true,
      slack: true,
      telegram: false,
    });
    expect(turnedOff.body.toggles.request_resolved.telegram).toBe(true);
    expect(await lastAudit()).toEqual({
      actor_id: cast.admin.id,
      action: 'notification_toggle_changed',
      target: 'request_blocked',
      details: { channel: 'telegram', isOn: false },
    });
    const turnedOn = await send('PUT', '/toggles', { ...body, isOn: true });
    expect(turnedOn.body.toggles.request_blocked.telegram).toBe(true);
  });

  it.each([
    { event: 'work_assigned', channel: 'email', isOn: false },
    { event: 'request_blocked', channel: 'fax', isOn: false },
    { event: 'request_blocked', channel: 'email', isOn: 'no' },
    { event: 'request_blocked', channel: 'email' },
  ])('refuse %j', async (body) => {
    expect((await send('PUT', '/toggles', body)).status).toBe(422);
  });
});

describe('N2 a test message', () => {
  const tryOut = (channel: string) => send('POST', `/channels/${channel}/test`);
  const set = (body: object) => send('PATCH', '/settings', body);

  it('goes to the place that everybody shares, through the channel itself', async () => {
    await set({
      operationsMailbox: 'ops@example.com',
      slackChannel: '#requests',
      telegramChat: '-100123:4',
    });
    for (const channel of CHANNELS) {
      expect(await tryOut(channel)).toMatchObject({ status: 200, body: { isSent: true } });
    }
    expect(fake.given.map(({ channel, to }) => [channel, to])).toEqual([
      ['email', { address: 'ops@example.com', name: null, muteUrl: null, look: OWN_LOOK }],
      ['slack', { channel: '#requests', mentions: [], reaction: null }],
      ['telegram', { chat: '-100123:4' }],
    ]);
    const parcels = fake.given.map(({ parcel }) => parcel);
    expect(parcels.every(({ thread, earlier }) => thread === null && earlier === null)).toBe(true);
    expect(new Set(parcels.map(({ key }) => key)).size).toBe(3);
    expect(parcels.map(({ message }) => message.headline)).toEqual(
      Array(3).fill('This is a test message'),
    );
  });

  it('goes to the admin who asks while there is no operations mailbox', async () => {
    await tryOut('email');
    expect(fake.given[0]?.to).toEqual({
      address: cast.admin.email,
      name: cast.admin.name,
      muteUrl: null,
      look: OWN_LOOK,
    });
  });

  it('that was sent switches its channel on again, and that is recorded', async () => {
    await off('email');
    await off('slack');
    await tryOut('email');
    expect([await isOff('email'), await isOff('slack')]).toEqual([false, true]);
    expect(await lastAudit()).toEqual({
      actor_id: cast.admin.id,
      action: 'notification_tested',
      target: 'email',
      details: { isSent: true, switchedOn: true },
    });
  });

  const FAILURES: readonly (readonly [string, Outcome<never>, RegExp])[] = [
    ['failed', { kind: 'failed', error: 'No such mailbox' }, /not sent to .*: No such mailbox\.$/],
    ['channel_off', { kind: 'channel_off', error: 'Wrong password.' }, /: Wrong password\.$/],
    ['unknown', { kind: 'unknown', error: 'The answer timed out' }, /^Look whether it arrived at /],
    [
      'retry',
      { kind: 'retry', error: 'No connection', isUncertain: false, waitMs: null, reach: 'channel' },
      /^It could not be sent now: No connection\.$/,
    ],
    [
      'uncertain',
      { kind: 'retry', error: 'It broke off', isUncertain: true, waitMs: null, reach: 'delivery' },
      /^Look whether it arrived at .*: It broke off\.$/,
    ],
    ['moved', { kind: 'moved', chat: '-100999' }, /Set the Telegram chat to -100999/],
  ];

  it.each(FAILURES)(
    'that %s explains itself and leaves its channel off',
    async (_, outcome, words) => {
      await off('email');
      fake.answer(outcome);
      const { status, body } = await tryOut('email');
      expect([status, body.isSent]).toEqual([200, false]);
      expect(body.explains).toMatch(words);
      expect(await isOff('email')).toBe(true);
      expect((await lastAudit())?.details).toEqual({ isSent: false, switchedOn: false });
    },
  );

  it('says that nobody answered when the time is up, whatever a channel says of being stopped', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    fake.answer({
      kind: 'retry',
      error: 'Stopped before the answer',
      isUncertain: false,
      waitMs: null,
      reach: 'delivery',
    });
    const { body } = await tryOut('email');
    timeout.mockRestore();
    expect(body.explains).toBe('It could not be sent now: No answer within 20 s.');
  });

  it('says which setting or variable is missing, and sends nothing', async () => {
    expect((await tryOut('slack')).body.explains).toBe('Set the Slack channel first.');
    expect((await tryOut('telegram')).body.explains).toBe('Set the Telegram chat first.');
    const none = fakeChannels({ email: null, slack: null, telegram: null });
    const app = await buildApp({ ...test.context, channels: none.channels });
    for (const [channel, variable] of [
      ['email', 'SMTP_URL'],
      ['slack', 'SLACK_BOT_TOKEN'],
      ['telegram', 'TELEGRAM_BOT_TOKEN'],
    ] as const) {
      const reply = await app.inject({
        method: 'POST',
        url: `/api/admin/notifications/channels/${channel}/test`,
        headers: as(cast.admin),
      });
      expect(reply.json()).toEqual({ isSent: false, explains: expect.stringContaining(variable) });
    }
    await app.close();
    expect(fake.given).toEqual([]);
  });

  it('N8 a webhook needs no channel of ours', async () => {
    const webhook = fakeChannels({ slack: 'webhook' });
    const app = await buildApp({ ...test.context, channels: webhook.channels });
    const reply = await app.inject({
      method: 'POST',
      url: '/api/admin/notifications/channels/slack/test',
      headers: as(cast.admin),
    });
    await app.close();
    expect(reply.json().isSent).toBe(true);
    expect(webhook.given[0]?.to).toMatchObject({ channel: 'webhook' });
  });

  it('is refused for a channel that there is not', async () => {
    expect((await tryOut('fax')).status).toBe(422);
  });
});

describe('N2 alerts', () => {
  const alerts = async () => (await send('GET', '/alerts')).body.alerts;

  it('tell of channels that are off, and of what waits for more than ten minutes', async () => {
    await test.db
      .updateTable('deliveries')
      .set({ state: 'sent', finished_at: test.clock.now() })
      .where('state', '=', 'pending')
      .execute();
    expect(await alerts()).toEqual([]);
    const code = await api.created(cast.requester);
    const since = test.clock.now();
    test.clock.advance({ minutes: 10 });
    expect(await alerts()).toEqual([]);
    test.clock.advance({ seconds: 1 });
    await off('slack', 'The workspace has no such channel');
    expect(await alerts()).toEqual([
      { kind: 'waiting', channel: 'email', since, reason: null },
      {
        kind: 'channel_off',
        channel: 'slack',
        since: test.clock.now(),
        reason: 'The workspace has no such channel',
      },
      { kind: 'waiting', channel: 'telegram', since, reason: null },
    ]);
    // Sent again, it waits since then and not since it was created.
    await test.db
      .updateTable('deliveries')
      .set({ sent_again_at: test.clock.now() })
      .where('request_id', '=', (await api.row(code)).id)
      .execute();
    expect(await alerts()).toMatchObject([{ kind: 'channel_off' }]);
  });
});

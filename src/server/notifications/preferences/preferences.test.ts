import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../../tests/helpers/requests.ts';
import { OUTBOX_EVENTS, type OutboxEvent } from '../../../domain/notifications/events.ts';
import { mayMute } from '../../../domain/notifications/mutes.ts';
import { keyedHash } from '../../crypto/keyed-hash.ts';
import { muteUrl, readMuteToken } from './mute-token.ts';

const test = useApp();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});
beforeEach(async () => {
  await test.db.deleteFrom('notification_mutes').execute();
});

const mine = async (user: TestUser) =>
  (await test.app.inject({ url: '/api/me/notifications', headers: as(user) })).json();
const mute = async (user: TestUser, body: object) => {
  const reply = await test.app.inject({
    method: 'PUT',
    url: '/api/me/notifications/mutes',
    headers: as(user),
    payload: body,
  });
  return { status: reply.statusCode, body: reply.json() };
};
const audited = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'target_user_id', 'details'])
    .where('action', 'in', ['notification_muted', 'notification_unmuted'])
    .orderBy('id')
    .execute();

describe('N7 what a person mutes for themself', () => {
  it('is listed with all that may be muted, and nothing that asks to act or names nobody', async () => {
    const { mutable, muted, telegram } = await mine(cast.requester);
    expect(muted).toEqual([]);
    expect(telegram).toEqual({ isAvailable: false, isLinked: false });
    const offered = mutable.map(({ event }: { event: string }) => event);
    expect(offered).toContain('request_completed');
    expect(offered).toContain('comment_mention');
    for (const event of [
      'request_pending_approval',
      'update_requested',
      'work_assigned',
      'new_request_created',
    ]) {
      expect(offered).not.toContain(event);
    }
  });

  it('can be muted on one channel and taken back; twice is once, and both are recorded once', async () => {
    const before = (await audited()).length;
    const body = { event: 'request_completed', channel: 'slack', isMuted: true };
    await mute(cast.requester, body);
    const { status, body: answer } = await mute(cast.requester, body);
    expect(status).toBe(200);
    expect(answer.muted).toEqual([{ event: 'request_completed', channel: 'slack' }]);
    expect((await mine(cast.teammate)).muted).toEqual([]);
    await mute(cast.requester, { ...body, isMuted: false });
    const last = await mute(cast.requester, { ...body, isMuted: false });
    expect(last.body.muted).toEqual([]);
    const entry = {
      actor_id: cast.requester.id,
      target_user_id: cast.requester.id,
      details: { event: 'request_completed', channel: 'slack' },
    };
    expect((await audited()).slice(before)).toEqual([
      { ...entry, action: 'notification_muted' },
      { ...entry, action: 'notification_unmuted' },
    ]);
  });

  it.each([
    ['request_pending_approval', 'email', 'asks somebody to act'],
    ['update_requested', 'telegram', 'asks somebody to act'],
    ['work_assigned', 'email', 'asks somebody to act'],
    ['request_sent_to_qa', 'slack', 'names nobody'],
    ['request_blocked', 'slack', 'on Slack'],
    ['comment_mention', 'telegram', 'on Telegram'],
  ])('%s by %s cannot be muted, with the reason', async (event, channel, reason) => {
    const { status, body } = await mute(cast.leader, { event, channel, isMuted: true });
    expect(status).toBe(422);
    expect(body.issues).toEqual([{ path: 'event', message: expect.stringContaining(reason) }]);
    expect((await mine(cast.leader)).muted).toEqual([]);
  });

  it('says whether Telegram reaches the person', async () => {
    const { id } = cast.operator2;
    const link = (telegram_user_id: number | null) =>
      test.db.updateTable('users').set({ telegram_user_id }).where('id', '=', id).execute();
    await link(8_000_000_001);
    expect((await mine(cast.operator2)).telegram.isLinked).toBe(true);
    await link(null);
  });

  it.each([
    { event: 'nothing', channel: 'email', isMuted: true },
    { event: 'request_completed', channel: 'fax', isMuted: true },
    { event: 'request_completed', channel: 'email' },
  ])('refuses %j', async (body) => {
    expect((await mute(cast.requester, body)).status).toBe(422);
  });

  it('needs a session', async () => {
    for (const [method, url] of [
      ['GET', '/api/me/notifications'],
      ['PUT', '/api/me/notifications/mutes'],
    ] as const) {
      expect((await test.app.inject({ method, url })).statusCode).toBe(401);
    }
  });
});

describe('N7 the link at the foot of a mail (RFC 8058)', () => {
  const address = (user: TestUser, event: OutboxEvent = 'request_completed') => {
    const { config, keyedHash: hash } = test.context;
    const url = new URL(muteUrl(config.siteUrl, hash, user.id, event));
    expect(url.origin).toBe(config.siteUrl);
    return url.pathname + url.search;
  };
  const tokenOf = (path: string) => new URLSearchParams(path.split('?')[1]).get('token') ?? '';
  const post = (url: string, headers: Record<string, string> = {}, payload?: string) =>
    test.app.inject({ method: 'POST', url, headers, ...(payload !== undefined && { payload }) });
  const state = async (token: string) => {
    const reply = await test.app.inject({
      url: `/api/notifications/unsubscribe/state?token=${encodeURIComponent(token)}`,
    });
    return { status: reply.statusCode, body: reply.json() };
  };
  const mutesOf = async (user: TestUser) => (await mine(user)).muted;
  const MUTED = [{ event: 'request_completed', channel: 'email' }];

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'a form in parts',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
    ['JSON', 'application/json', '{"List-Unsubscribe":"One-Click"}'],
    ['broken JSON', 'application/json', '{'],
    ['any text', 'text/plain', 'List-Unsubscribe=One-Click'],
  ])('mutes with one click when a provider posts %s', async (_, type, payload) => {
    const reply = await post(address(cast.requester), { 'content-type': type }, payload);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.body).toBe('You will get no more of these mails.\n');
    expect(await mutesOf(cast.requester)).toEqual(MUTED);
  });

  it('mutes from any site, without a body or a session, once however often it is posted', async () => {
    const before = (await audited()).length;
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://mail.example.com' };
    for (let n = 0; n < 3; n += 1) {
      expect((await post(address(cast.requester), headers)).statusCode).toBe(200);
    }
    expect(await mutesOf(cast.requester)).toEqual(MUTED);
    expect(await mutesOf(cast.operator)).toEqual([]);
    expect((await audited()).slice(before)).toEqual([
      {
        actor_id: null,
        action: 'notification_muted',
        target_user_id: cast.requester.id,
        details: { event: 'request_completed', channel: 'email' },
      },
    ]);
  });

  it('changes nothing when it is only opened, and leads to the page that asks', async () => {
    const path = address(cast.requester);
    for (const method of ['GET', 'HEAD'] as const) {
      const reply = await test.app.inject({ method, url: path });
      expect(reply.statusCode).toBe(302);
      expect(reply.headers.location).toBe(
        `/unsubscribe?token=${encodeURIComponent(tokenOf(path))}`,
      );
    }
    const odd = await test.app.inject({
      url: '/api/notifications/unsubscribe?token=%0d%0aSet-Cookie:%20a%26x=//evil.example.com',
    });
    expect(odd.headers.location).toMatch(
      /^\/unsubscribe\?token=%0D%0ASet-Cookie%3A%20a%26x%3D%2F%2F/,
    );
    expect(await mutesOf(cast.requester)).toEqual([]);
  });

  it('tells the page what it is for, with the address masked, and lets it be taken back', async () => {
    const token = tokenOf(address(cast.requester));
    const at = cast.requester.email.indexOf('@');
    const view = {
      event: 'request_completed',
      email: `${cast.requester.email.charAt(0)}…${cast.requester.email.slice(at)}`,
      isMuted: false,
    };
    expect(await state(token)).toEqual({ status: 200, body: view });
    const set = async (isMuted: boolean) => {
      const reply = await test.app.inject({
        method: 'POST',
        url: `/api/notifications/unsubscribe/state?token=${token}`,
        payload: { isMuted },
      });
      return { status: reply.statusCode, body: reply.json() };
    };
    expect(await set(true)).toEqual({ status: 200, body: { ...view, isMuted: true } });
    expect(await mutesOf(cast.requester)).toEqual(MUTED);
    expect(await set(false)).toEqual({ status: 200, body: view });
    expect(await mutesOf(cast.requester)).toEqual([]);
  });

  it('from the page only this site may post', async () => {
    const token = tokenOf(address(cast.requester));
    const reply = await test.app.inject({
      method: 'POST',
      url: `/api/notifications/unsubscribe/state?token=${token}`,
      headers: { 'sec-fetch-site': 'cross-site' },
      payload: { isMuted: false },
    });
    expect(reply.json().code).toBe('cross_site_refused');
  });

  it('of somebody else, of another event, changed or cut is no link of ours', async () => {
    const token = tokenOf(address(cast.requester));
    const [id = '', event = '', seal = ''] = token.split('.');
    const wrong = [
      '',
      'x',
      '%00',
      `${cast.operator.id}.${event}.${seal}`,
      `${id}.update_provided.${seal}`,
      `${id}.${event}.${seal.slice(0, -1)}`,
      `${id}.${event}.${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`,
      `0${id}.${event}.${seal}`,
      `${id}.${event}.${seal}.x`,
      `${id}.constructor.${seal}`,
    ];
    for (const given of wrong) {
      expect((await state(given)).status, given).toBe(404);
      const reply = await post(`/api/notifications/unsubscribe?token=${encodeURIComponent(given)}`);
      expect([reply.statusCode, reply.json().code], given).toEqual([404, 'not_found']);
      expect(reply.json().detail).toContain('profile');
    }
    expect((await post('/api/notifications/unsubscribe')).statusCode).toBe(422);
    expect((await post(`/api/notifications/unsubscribe?token=${'a'.repeat(201)}`)).statusCode).toBe(
      422,
    );
    expect(await test.db.selectFrom('notification_mutes').selectAll().execute()).toEqual([]);
  });

  it('of nobody is no link either, and a large body is not read', async () => {
    const ghost = { ...cast.requester, id: 999_999_999 };
    expect((await post(address(ghost))).statusCode).toBe(404);
    const large = 'x'.repeat(5_000);
    const reply = await post(address(cast.requester), { 'content-type': 'text/plain' }, large);
    expect(reply.statusCode).toBe(413);
  });

  it('exists for what may be muted only, and for one key, purpose, person and event', () => {
    const ours = keyedHash('a key of at least thirty-two characters');
    const other = keyedHash('another key of at least thirty-two chars');
    const tokens = new Set<string>();
    for (const event of OUTBOX_EVENTS) {
      for (const userId of [1, 12, 123]) {
        const token = tokenOf(muteUrl('https://requests.example.com', ours, userId, event));
        tokens.add(token.slice(token.lastIndexOf('.')));
        const may = mayMute(event, 'email');
        expect(readMuteToken(ours, token)).toEqual(may ? { userId, event } : null);
        expect(readMuteToken(other, token)).toBeNull();
        expect(readMuteToken((_purpose, text) => ours('sign-in', text), token)).toBeNull();
      }
    }
    expect(tokens.size).toBe(OUTBOX_EVENTS.length * 3);
  });
});

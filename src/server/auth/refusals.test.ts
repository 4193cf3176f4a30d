import { beforeEach, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { fakeChannels } from '../../../tests/helpers/channels.ts';
import type { AuditPage } from '../../domain/api/audit.ts';

const LIMIT = 3;
const WINDOW_SECONDS = 300;
const test = useApp({
  context: { channels: fakeChannels().channels },
  config: {
    signIn: { limitPerAddress: LIMIT, windowSeconds: WINDOW_SECONDS, delayMs: 0, maxDelayMs: 0 },
  },
});
let user: TestUser;
let round = 100;
beforeEach(async () => {
  user = await makeUser(test.db, { roles: ['admin'] });
  // Every test comes from networks of its own, so that one's failures do not limit another.
  round += 1;
});

const post = async (url: string, payload: object, remoteAddress: string, headers = {}) =>
  (await test.app.inject({ method: 'POST', url, payload, remoteAddress, headers })).statusCode;
const signIn = (remoteAddress: string) =>
  post('/api/session', { email: user.email, password: 'not the password' }, remoteAddress);
const times = <T>(count: number, one: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, one));
const logged = (action: string) =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'target', 'target_user_id', 'details', 'address'])
    .where('action', '=', action)
    .where('target', 'like', `%${round}%`)
    .orderBy('id')
    .execute();

describe('section 10: attempts that are refused because too many came', () => {
  it('stand in the audit log once for a network and window, however many they are', async () => {
    const network = `192.0.2.${round}`;
    const statuses = await times(40, () => signIn(network));
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - LIMIT);
    expect(await signIn(network)).toBe(429);
    const entry = {
      actor_id: null,
      target: network,
      target_user_id: null,
      details: { attempts: LIMIT, withinSeconds: WINDOW_SECONDS },
      address: network,
    };
    expect(await logged('sign_in_refused')).toEqual([entry]);
    test.clock.advance({ seconds: WINDOW_SECONDS + 1 });
    await times(LIMIT, () => signIn(network));
    expect(await logged('sign_in_refused')).toHaveLength(1);
    expect(await signIn(network)).toBe(429);
    expect(await logged('sign_in_refused')).toEqual([entry, entry]);
  });

  it('are those of a whole IPv6 network, and another one has its own entry', async () => {
    const host = (network: number, n: number) => `2001:db8:${round}:${network}::${n}`;
    for (const network of [1, 2]) {
      for (let n = 1; n <= LIMIT + 3; n += 1) await signIn(host(network, n));
    }
    expect(await logged('sign_in_refused')).toMatchObject([
      { target: `2001:db8:${round}:1::/64`, address: host(1, LIMIT + 1) },
      { target: `2001:db8:${round}:2::/64`, address: host(2, LIMIT + 1) },
    ]);
  });

  it('are told apart: guessing a password, and asking for mails', async () => {
    const network = `192.0.2.${round}`;
    const body = { currentPassword: 'not the password', newPassword: 'quite another thing 73' };
    const change = () => post('/api/me/password', body, network, as(user));
    const ask = () => post('/api/password-reset', { email: user.email }, network);
    await times(LIMIT + 2, change);
    expect(await logged('sign_in_refused')).toMatchObject([{ target: network }]);
    expect(await logged('mail_refused')).toEqual([]);
    await times(LIMIT + 2, ask);
    expect(await logged('mail_refused')).toMatchObject([{ target: network }]);
    expect(await logged('sign_in_refused')).toHaveLength(1);
  });

  it('are found among the sign-ins, in words', async () => {
    const network = `192.0.2.${round}`;
    await times(LIMIT + 1, () => signIn(network));
    const reply = await test.app.inject({
      url: `/api/admin/audit?group=sign_in&search=${network}`,
      headers: as(user),
    });
    const { entries } = reply.json<AuditPage>();
    expect(entries.find(({ action }) => action === 'sign_in_refused')).toMatchObject({
      actor: null,
      target: network,
      facts: [
        { name: 'Attempts', value: String(LIMIT) },
        { name: 'Within seconds', value: String(WINDOW_SECONDS) },
      ],
    });
  });
});

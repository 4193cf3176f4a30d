import { beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { makeDelivery, setDelivery } from '../../../../tests/helpers/deliveries.ts';
import { type Cast, makeCast, problem, requestsApi } from '../../../../tests/helpers/requests.ts';
import type {
  DeliveriesPage,
  Delivery,
  RequestDeliveries,
  SendAgainAnswer,
} from '../../../domain/api/notifications.ts';
import type { Channel } from '../../../domain/notifications/deliveries.ts';
import { canView } from '../../../domain/permissions.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const ofRequest = async (user: TestUser, code: string): Promise<RequestDeliveries> => {
  const reply = await api.send(user, 'GET', `/api/requests/${code}/deliveries`);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as RequestDeliveries;
};
const page = async (query = ''): Promise<DeliveriesPage> => {
  const reply = await api.send(cast.admin, 'GET', `/api/admin/deliveries?${query}`);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as DeliveriesPage;
};
const decide = (
  id: number,
  decision: 'send-again' | 'mark-sent',
  options: { user?: TestUser; key?: string } = {},
) =>
  api.send(options.user ?? cast.admin, 'POST', `/api/admin/deliveries/${id}/${decision}`, {
    ...(options.key && { key: options.key }),
  });
const row = (id: number) =>
  test.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lane = (id: number) =>
  test.db.selectFrom('delivery_lanes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lastAudit = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'action', 'target', 'details'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
/** A request of which one delivery, on this channel, has this state. */
const settled = async (state: Delivery['state'], channel: Channel = 'email') => {
  const code = await api.created(cast.requester);
  const id = await makeDelivery(test, code, { event: 'request_sent_to_qa', channel, state });
  return { code, id };
};

describe('N6 the deliveries of a request', () => {
  it('are for everybody who works on requests; P3 comes first, hidden and missing are alike', async () => {
    const code = await api.created(cast.requester);
    const request = { requesterId: cast.requester.id, team: 'revenue' } as const;
    for (const user of Object.values(cast)) {
      const reply = await api.send(user, 'GET', `/api/requests/${code}/deliveries`);
      if (!canView(user, request)) {
        const missing = await api.send(user, 'GET', '/api/requests/UR-99Q4999/deliveries');
        expect(reply.status, user.name).toBe(404);
        expect(problem(reply).detail).toBe(problem(missing).detail);
      } else if (user.roles.length === 0) {
        expect(reply.status, user.name).toBe(403);
        expect(problem(reply).code).toBe('not_allowed');
      } else {
        expect(reply.status, user.name).toBe(200);
      }
    }
  });

  it('come oldest first, with who gets them and what they wait for', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'block', { reason: 'Which property?' });
    const { deliveries, channelsOff } = await ofRequest(cast.qa, code.toLowerCase());
    expect(channelsOff).toEqual([]);
    expect(
      deliveries.map(({ event, channel, recipient, waitsFor }) => [
        event,
        channel,
        recipient.person?.name ?? recipient.kind,
        waitsFor,
      ]),
    ).toEqual([
      ['new_request_created', 'email', 'operations', null],
      ['new_request_created', 'slack', 'channel', null],
      ['new_request_created', 'telegram', 'chat', null],
      ['request_blocked', 'email', 'Rita Example', null],
      ['request_blocked', 'email', 'Dana Example', null],
      ['request_blocked', 'slack', 'channel', 'earlier'],
      ['request_blocked', 'telegram', 'chat', 'earlier'],
    ]);
    const now = test.clock.now();
    expect(deliveries[0]).toEqual({
      id: expect.any(Number),
      code,
      event: 'new_request_created',
      channel: 'email',
      recipient: { kind: 'operations', person: null, address: null },
      state: 'pending',
      suppressedReason: null,
      dropReason: null,
      leftOut: [],
      attempts: 0,
      lastError: null,
      createdAt: now,
      lastAttemptAt: null,
      nextAttemptAt: now,
      finishedAt: null,
      waitsFor: null,
      providerId: null,
    });
    expect(deliveries[5]).toMatchObject({ nextAttemptAt: null });
    expect(JSON.stringify(deliveries)).not.toContain('Which property?');
  });

  it('say that a channel is off, since when and why, and what waits for it (N2)', async () => {
    const code = await api.created(cast.requester);
    const since = test.clock.now();
    const set = (off: { off_since: typeof since | null; off_reason: string | null }) =>
      test.db
        .updateTable('notification_channels')
        .set(off)
        .where('channel', '=', 'slack')
        .execute();
    await set({ off_since: since, off_reason: 'The token was revoked' });
    const { deliveries, channelsOff } = await ofRequest(cast.leader, code);
    await set({ off_since: null, off_reason: null });
    expect(channelsOff).toEqual([{ channel: 'slack', since, reason: 'The token was revoked' }]);
    const waits = deliveries.map(({ channel, waitsFor, nextAttemptAt }) => [
      channel,
      waitsFor,
      nextAttemptAt !== null,
    ]);
    expect(waits).toEqual([
      ['email', null, true],
      ['slack', 'channel', false],
      ['telegram', null, true],
    ]);
  });

  it('name addresses, the mentions that were left out and why, and people who are gone', async () => {
    const code = await api.created(cast.requester);
    const id = await makeDelivery(test, code, {
      event: 'request_pending_approval',
      channel: 'email',
      recipient: 'address:approvals@example.com',
      state: 'suppressed',
      suppressed_reason: 'switched_off',
      left_out: JSON.stringify([{ userId: cast.leader2.id, reason: 'no_slack_member_id' }]),
    });
    const { deliveries } = await ofRequest(cast.admin, code);
    expect(deliveries.find((delivery) => delivery.id === id)).toMatchObject({
      recipient: { kind: 'address', person: null, address: 'approvals@example.com' },
      suppressedReason: 'switched_off',
      leftOut: [
        {
          person: { id: cast.leader2.id, name: 'Luis Example', isActive: true },
          reason: 'no_slack_member_id',
        },
      ],
    });
  });
});

describe('N6 the deliveries of all requests', () => {
  it('are for admins only', async () => {
    for (const user of Object.values(cast).filter(({ roles }) => !roles.includes('admin'))) {
      for (const [method, url] of [
        ['GET', '/api/admin/deliveries'],
        ['POST', '/api/admin/deliveries/send-again'],
        ['POST', '/api/admin/deliveries/1/send-again'],
        ['POST', '/api/admin/deliveries/1/mark-sent'],
        ['POST', '/api/admin/deliveries/1/drop'],
      ] as const) {
        const body = { reason: 'Nobody needs it' };
        const reply = await api.send(user, method, url, method === 'POST' ? { body } : {});
        expect([reply.status, problem(reply).code], `${user.name} ${url}`).toEqual([
          403,
          'not_allowed',
        ]);
      }
    }
  });

  it('come newest first, fifty at a time, none twice and none left out', async () => {
    for (let n = 0; n < 35; n += 1) await api.created(cast.requester);
    const all = await test.db.selectFrom('deliveries').select('id').orderBy('id', 'desc').execute();
    const seen: number[] = [];
    let next: number | null = null;
    let pages = 0;
    do {
      const answer: DeliveriesPage = await page(next === null ? '' : `before=${next}`);
      seen.push(...answer.deliveries.map(({ id }) => id));
      expect(answer.deliveries.length).toBeLessThanOrEqual(50);
      next = answer.next;
      pages += 1;
    } while (next !== null);
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(pages).toBe(Math.ceil(all.length / 50));
  });

  it('are filtered by channel, state, event, reason and request, all together', async () => {
    const { code, id: failed } = await settled('failed', 'slack');
    const muted = await makeDelivery(test, code, {
      event: 'request_completed',
      channel: 'email',
      recipient: `user:${cast.requester.id}`,
      state: 'suppressed',
      suppressed_reason: 'muted',
    });
    const found = async (query: string) =>
      (await page(`code=${code.toLowerCase()}&${query}`)).deliveries.map(({ id }) => id);
    expect(await found('state=failed')).toEqual([failed]);
    expect(await found('state=failed,suppressed')).toEqual([muted, failed]);
    expect(await found('state=suppressed&state=failed')).toEqual([muted, failed]);
    expect(await found('reason=muted')).toEqual([muted]);
    expect(await found('reason=no_access')).toEqual([]);
    expect(await found('event=request_completed')).toEqual([muted]);
    expect(await found('channel=slack&state=failed')).toEqual([failed]);
    expect(await found('channel=telegram&state=failed')).toEqual([]);
    expect(await found('state=')).toHaveLength(5);
    expect((await page('code=UR-99Q4999')).deliveries).toEqual([]);
  });

  it.each(['channel=fax', 'state=gone', 'event=nothing', 'reason=why', 'before=x', 'before=0'])(
    'refuse the filter %s at its name',
    async (query) => {
      const reply = await api.send(cast.admin, 'GET', `/api/admin/deliveries?${query}`);
      expect(reply.status).toBe(422);
      expect(problem(reply).issues?.[0]?.path).toMatch(query.split('=')[0] ?? '');
    },
  );
});

it.each(['/api/admin/deliveries?code=%00', '/api/requests/%00/deliveries'])(
  'NUL in %s is no defect of ours',
  async (url) => {
    expect([400, 404, 422]).toContain((await api.send(cast.admin, 'GET', url)).status);
  },
);

describe('N2, N4 send again', () => {
  it.each(['failed', 'unknown', 'suppressed'] as const)(
    'what is %s goes again as another message, as if never tried',
    async (state) => {
      const { code, id } = await settled(state);
      const before = await row(id);
      await setDelivery(test, id, {
        attempts: 7,
        last_error: 'Mailbox full',
        provider_id: '<old@example.com>',
        attempt_started_at: test.clock.now(),
        uncertain_since: test.clock.now(),
        retrying_since: test.clock.now(),
        left_out: JSON.stringify([{ userId: cast.admin.id, reason: 'muted' }]),
      });
      test.clock.advance({ hours: 1 });
      const now = test.clock.now();
      const reply = await decide(id, 'send-again');
      expect(reply).toMatchObject({
        status: 200,
        body: { id, code, state: 'pending', attempts: 0, lastError: null, waitsFor: 'earlier' },
      });
      expect(await row(id)).toEqual({
        ...before,
        state: 'pending',
        suppressed_reason: null,
        finished_at: null,
        position: expect.any(Number),
        resend: before.resend + 1,
        next_attempt_at: now,
        sent_again_at: now,
      });
      expect((await lane(before.lane_id)).wake_at).not.toBeNull();
      expect(await lastAudit()).toEqual({
        actor_id: cast.admin.id,
        action: 'delivery_sent_again',
        target: code,
        details: {
          delivery: id,
          event: 'request_sent_to_qa',
          channel: 'email',
          recipient: 'operations',
        },
      });
    },
  );

  it('N3 appends to the end of its lane', async () => {
    const { code, id } = await settled('failed');
    const later = await makeDelivery(test, code, {
      event: 'request_cancelled',
      channel: 'email',
      state: 'pending',
    });
    await decide(id, 'send-again');
    expect((await row(id)).position).toBeGreaterThan((await row(later)).position);
    const { deliveries } = await ofRequest(cast.admin, code);
    expect(deliveries.find((delivery) => delivery.id === id)?.waitsFor).toBe('earlier');
  });

  it('keeps the time at which a lane that waits will wake', async () => {
    const { id } = await settled('failed');
    const { lane_id } = await row(id);
    const wake = test.clock.now();
    await test.db
      .updateTable('delivery_lanes')
      .set({ wake_at: wake })
      .where('id', '=', lane_id)
      .execute();
    test.clock.advance({ minutes: 5 });
    await decide(id, 'send-again');
    expect((await lane(lane_id)).wake_at).toBe(wake);
  });

  it.each(['pending', 'sending', 'sent'] as const)(
    'what is %s is a conflict and stays as it is',
    async (state) => {
      const { id } = await settled(state);
      const before = await row(id);
      const reply = await decide(id, 'send-again');
      expect([reply.status, problem(reply).code]).toEqual([409, 'conflict']);
      expect(await row(id)).toEqual(before);
    },
  );

  it('two admins at once: one sends it, the other is told', async () => {
    const { id } = await settled('failed');
    const replies = await Promise.all([decide(id, 'send-again'), decide(id, 'send-again')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await row(id)).resend).toBe(1);
  });

  it('a double click with one Idempotency-Key sends once and answers alike', async () => {
    const { id } = await settled('failed');
    const key = `again-${id}-click`;
    const replies = await Promise.all([
      decide(id, 'send-again', { key }),
      decide(id, 'send-again', { key }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await row(id)).resend).toBe(1);
  });

  it('a delivery that does not exist is not found', async () => {
    for (const decision of ['send-again', 'mark-sent'] as const) {
      expect((await decide(99_999_999, decision)).status).toBe(404);
    }
    const reply = await api.send(cast.admin, 'POST', '/api/admin/deliveries/x/send-again');
    expect(reply.status).toBe(422);
  });
});

describe('N4 mark sent', () => {
  it('settles what nobody could tell about, and says who did', async () => {
    const { code, id } = await settled('unknown', 'telegram');
    const reply = await decide(id, 'mark-sent');
    expect(reply).toMatchObject({ status: 200, body: { id, state: 'sent' } });
    expect(await row(id)).toMatchObject({ state: 'sent', uncertain_since: null, resend: 0 });
    expect(await lastAudit()).toMatchObject({
      actor_id: cast.admin.id,
      action: 'delivery_marked_sent',
      target: code,
      details: { delivery: id, channel: 'telegram', recipient: 'chat' },
    });
  });

  it.each(['pending', 'sending', 'sent', 'failed', 'suppressed'] as const)(
    'is a conflict for what is %s',
    async (state) => {
      const { id } = await settled(state);
      const reply = await decide(id, 'mark-sent');
      expect([reply.status, problem(reply).code]).toEqual([409, 'conflict']);
      expect((await row(id)).state).toBe(state);
    },
  );
});

describe('N2 send again all that some filters leave', () => {
  const again = async (body: object, key?: string) => {
    const reply = await api.send(cast.admin, 'POST', '/api/admin/deliveries/send-again', {
      body,
      ...(key && { key }),
    });
    return { status: reply.status, body: reply.body as SendAgainAnswer };
  };
  const statesOf = async (code: string) =>
    (await ofRequest(cast.admin, code)).deliveries.map(({ event, state }) => `${event} ${state}`);

  it('takes what failed unless a state is named, and leaves the rest alone', async () => {
    const { code } = await settled('failed');
    await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'email',
      state: 'unknown',
    });
    await makeDelivery(test, code, { event: 'request_approved', channel: 'email', state: 'sent' });
    expect(await again({ code })).toEqual({ status: 200, body: { count: 1, more: false } });
    expect((await statesOf(code)).slice(3)).toEqual([
      'request_sent_to_qa pending',
      'request_blocked unknown',
      'request_approved sent',
    ]);
    expect(await lastAudit()).toMatchObject({
      action: 'deliveries_sent_again',
      target: null,
      details: { code, count: 1 },
    });
    expect((await again({ code, state: ['unknown'], channel: ['slack'] })).body.count).toBe(0);
    expect((await again({ code, state: ['unknown'], channel: 'email' })).body.count).toBe(1);
  });

  it('keeps their order within each lane', async () => {
    const { code, id: first } = await settled('failed');
    const second = await makeDelivery(test, code, {
      event: 'request_blocked',
      channel: 'email',
      state: 'failed',
    });
    await again({ code });
    expect((await row(first)).position).toBeLessThan((await row(second)).position);
  });

  it('a repeated Idempotency-Key answers what the first one did', async () => {
    const { code, id } = await settled('failed');
    const key = `all-again-${id}`;
    const first = await again({ code }, key);
    expect(first.body.count).toBe(1);
    expect(await again({ code }, key)).toEqual(first);
    expect((await row(id)).resend).toBe(1);
  });

  it.each(['sent', 'pending', 'sending'])('refuses the state %s', async (state) => {
    expect((await again({ state: [state] })).status).toBe(422);
  });
});

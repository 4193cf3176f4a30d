import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, OPERATION, requestsApi } from '../../../../tests/helpers/requests.ts';
import { fakeChannels } from '../../notifications/sending/fake-channels.testing.ts';
import { type Sender, startSending } from '../../notifications/sending/start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels }, poolSize: 20 });
const api = requestsApi(test);
const running: Sender[] = [];

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sender) => sender.stop()));
});

const act = (user: TestUser, what: string) =>
  api.send(cast.admin, 'POST', `/api/admin/users/${user.id}/${what}`, {
    body: what === 'erase' ? { username: user.username } : {},
  });

/** A request of this person's that was completed by these two. */
async function completed(requester: TestUser, operator: TestUser, qa: TestUser): Promise<string> {
  const code = await api.created(requester);
  await api.did(operator, code, 'operate');
  await api.did(operator, code, 'send_to_qa', OPERATION);
  await api.did(qa, code, 'start_qa');
  await api.did(qa, code, 'complete', OPERATION);
  return code;
}

const listed = async (query: string): Promise<{ code: string }[]> => {
  const reply = await api.send(cast.leader, 'GET', `/api/requests?${query}`);
  return (reply.body as { requests: { code: string }[] }).requests;
};

describe('P7 requests of people who are gone', () => {
  it('of a deactivated requester stay whole and say so', async () => {
    const { requester, operator, qa } = await makeCast(test);
    const code = await completed(requester, operator, qa);
    await act(requester, 'deactivate');
    const detail = await api.detail(cast.leader, code);
    expect(detail.requester).toEqual({ id: requester.id, name: requester.name, isActive: false });
    expect(detail.status).toBe('completed');
    expect((await listed(`person=${requester.id}`)).map((row) => row.code)).toEqual([code]);
  });

  it('of erased people stay whole under “Former user N”: page, history, list and filter', async () => {
    const { requester, operator, qa } = await makeCast(test);
    const code = await completed(requester, operator, qa);
    const before = await api.events(code);
    for (const person of [requester, operator, qa]) {
      expect(await act(person, 'erase')).toMatchObject({ status: 200 });
    }
    const former = (person: TestUser) => ({
      id: person.id,
      name: `Former user ${person.id}`,
      isActive: false,
    });
    const detail = await api.detail(cast.leader, code);
    expect(detail).toMatchObject({
      requester: former(requester),
      operator: former(operator),
      qaAgent: former(qa),
      status: 'completed',
    });
    for (const person of [requester, operator, qa]) {
      const gone = JSON.stringify(detail);
      expect(gone).not.toContain(person.username);
      expect((await listed(`person=${person.id}`)).map((row) => row.code)).toEqual([code]);
    }
    const byOperator = detail.events.find(({ action }) => action === 'operate');
    expect(byOperator?.actor).toEqual(former(operator));
    // R3: what happened is not touched.
    expect(await api.events(code)).toEqual(before);
    // A search by the former name finds nothing, by the present one the request.
    expect(await listed(`q=${encodeURIComponent(requester.username)}`)).toEqual([]);
    expect((await listed(`q=former%20user%20${requester.id}`)).map((row) => row.code)).toEqual([
      code,
    ]);
  });

  it('of an erased requester can still be worked on, and by their team', async () => {
    const { requester, teammate, operator } = await makeCast(test);
    const code = await api.created(requester);
    await act(requester, 'erase');
    await api.did(operator, code, 'operate');
    await api.did(operator, code, 'block', { reason: 'The list is empty' });
    await api.did(teammate, code, 'resolve', { message: 'Here it is' });
    expect((await api.row(code)).status).toBe('pending');
  });
});

describe('P3, N9: what waits to be sent to somebody', () => {
  const settle = async (code: string) => {
    const { context, connectionString } = test;
    running.push(startSending({ context, connectionString, takeOverAfterMs: 100 }));
    const rows = () =>
      test.db
        .selectFrom('deliveries')
        .innerJoin('requests', 'requests.id', 'deliveries.request_id')
        .select(['channel', 'recipient', 'state', 'suppressed_reason', 'finished_at'])
        .where('code', '=', code)
        .execute();
    await expect
      .poll(async () => (await rows()).every((row) => row.finished_at !== null), {
        timeout: 20_000,
      })
      .toBe(true);
    return rows();
  };

  it.each(['deactivate', 'erase'])(
    'ends without being sent when they are gone (%s)',
    async (what) => {
      const { requester, operator } = await makeCast(test);
      const code = await api.created(requester);
      await api.did(operator, code, 'operate');
      await api.did(operator, code, 'block', { reason: 'Not for you any more' });
      await act(requester, what);
      const rows = await settle(code);
      const theirs = rows.filter(({ recipient }) => recipient === `user:${requester.id}`);
      expect(theirs.length).toBeGreaterThan(0);
      for (const row of theirs) {
        expect(row).toMatchObject({ state: 'suppressed', suppressed_reason: 'inactive' });
      }
      const reached = fake.sent.filter(({ parcel }) => parcel.message.code === code);
      expect(reached.map(({ to }) => to)).not.toContain(requester.email);
    },
  );

  it('ends without being sent when they may not see the request any more', async () => {
    const { requester, operator } = await makeCast(test);
    const code = await api.created(requester);
    await api.did(operator, code, 'operate');
    await api.did(requester, code, 'cancel');
    const demoted = await api.send(
      cast.admin,
      'POST',
      `/api/admin/users/${operator.id}/deactivate`,
    );
    expect(demoted.status).toBe(200);
    await act(operator, 'reactivate');
    const changed = await test.app.inject({
      method: 'PATCH',
      url: `/api/admin/users/${operator.id}`,
      payload: { roles: [], teams: ['accounting'] },
      headers: { cookie: `session=${cast.admin.token}` },
    });
    expect(changed.statusCode).toBe(200);
    const rows = await settle(code);
    const theirs = rows.filter(({ recipient }) => recipient === `user:${operator.id}`);
    expect(theirs.map(({ suppressed_reason }) => suppressed_reason)).toContain('no_access');
    const reached = fake.sent.filter(({ parcel }) => parcel.message.code === code);
    expect(reached.map(({ to }) => to)).not.toContain(operator.email);
  });
});

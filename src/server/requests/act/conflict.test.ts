import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import {
  type Cast,
  CONTENT,
  changed,
  makeCast,
  NEEDS_APPROVAL,
  OPERATION,
  problem,
  requestsApi,
} from '../../../../tests/helpers/requests.ts';
import { ACTION_KEYS } from '../../../domain/requests/actions.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

describe('X1 two people at the same moment', () => {
  it('of fifty operators one wins; the others hear who', async () => {
    const operators = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        makeUser(test.db, { roles: ['operator'], firstName: 'Operator', lastName: `No ${n}` }),
      ),
    );
    const code = await api.created(cast.requester);
    const replies = await Promise.all(operators.map((user) => api.act(user, code, 'operate')));
    const winners = operators.filter((_, n) => replies[n]?.status === 200);
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    expect(await api.row(code)).toMatchObject({ operator_id: winner?.id, version: 2 });
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expect(reply.status).toBe(409);
      expect(problem(reply)).toMatchObject({
        code: 'conflict',
        detail: `Possible while a request is pending, not while it is in progress. ${winner?.name} started to operate a moment ago.`,
        conflict: {
          status: 'in_progress',
          version: 2,
          lastAction: 'operate',
          lastActor: winner?.name,
          lastAt: test.clock.now(),
        },
      });
    }
    expect(await api.events(code)).toHaveLength(2);
  });

  it('an approval and an edit at once: what is approved is what stands', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    const values = { ...NEEDS_APPROVAL, partnerName: 'Southwind' };
    await Promise.all([
      api.act(cast.leader, code, 'approve'),
      api.act(cast.requester, code, 'edit', { version: 1, values }),
    ]);
    const row = await api.row(code);
    const approved = row.approved_content as { partnerName?: string } | null;
    if (row.status === 'pending') expect(approved?.partnerName).toBe(row.partner_name);
    else expect(row).toMatchObject({ status: 'pending_approval', approved_at: null });
  });

  it('the conflict comes before what is wrong with the form', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'give_update', { message: 'Half' });
    test.clock.advance({ minutes: 2 });
    const stale = await api.act(cast.operator, code, 'send_to_qa', { version: 1, values: {} });
    expect(stale.status).toBe(409);
    expect(problem(stale).detail).toBe(
      'The request has changed since you opened it. You started to operate 2 minutes ago.',
    );
    test.clock.advance({ days: 3 });
    const late = await api.act(cast.operator2, code, 'block', {});
    expect(late.status).toBe(422);
    expect((await api.act(cast.operator2, code, 'operate', {})).status).toBe(409);
  });

  it('an operator whose work was handed on meanwhile hears by whom, not that they may not', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.admin, code, 'unassign');
    await api.did(cast.operator2, code, 'operate');
    const late = await api.act(cast.operator, code, 'send_to_qa', {
      version: 2,
      values: OPERATION,
    });
    expect(problem(late)).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: `Only its operator can send a request to QA. ${cast.operator2.name} started to operate a moment ago.`,
      conflict: { version: 4, lastAction: 'operate', lastActor: cast.operator2.name },
    });
    const fresh = await api.act(cast.operator, code, 'send_to_qa', {
      version: 4,
      values: OPERATION,
    });
    expect(problem(fresh)).toMatchObject({ status: 403, code: 'not_allowed' });
  });

  it('L16 two ask for an update: the second hears who asked', async () => {
    const code = await api.created(cast.requester);
    const [asked, again] = await Promise.all([
      api.act(cast.requester, code, 'ask_for_update'),
      api.act(cast.teammate, code, 'ask_for_update'),
    ]);
    const [winner, loser] = asked.status === 200 ? [cast.requester, again] : [cast.teammate, asked];
    expect([asked.status, again.status].toSorted()).toEqual([200, 409]);
    expect(problem(loser)).toMatchObject({
      code: 'conflict',
      detail: `An update has been asked for already. ${winner.name} asked for an update a moment ago.`,
      conflict: { lastAction: 'ask_for_update', lastActor: winner.name },
    });
    expect(await api.events(code)).toHaveLength(2);
  });

  it('flags and updates in between do not make a client stale', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.requester, code, 'ask_for_update');
    await api.did(cast.operator, code, 'give_update', { message: 'Soon' });
    const body = { version: 2, values: OPERATION };
    expect(await api.act(cast.operator, code, 'send_to_qa', body)).toMatchObject({ status: 200 });
  });
});

describe('X2 the actions shown are the actions possible', () => {
  it('for everybody, in every status on the way', async () => {
    const code = await api.created(cast.requester, 'deactivation_toggle', NEEDS_APPROVAL);
    const steps = [
      () => api.did(cast.leader, code, 'approve'),
      () => api.did(cast.operator, code, 'operate'),
      () => api.did(cast.operator, code, 'send_to_qa', { propertiesUpdated: 1 }),
      () => api.did(cast.qa, code, 'start_qa'),
      () => api.did(cast.qa, code, 'complete', { propertiesUpdated: 1 }),
    ];
    for (const step of [async () => undefined, ...steps]) {
      await step();
      for (const user of Object.values(cast)) {
        const shown = await api.send(user, 'GET', `/api/requests/${code}`);
        if (shown.status === 404) continue;
        const { actions, version, status } = shown.body as Awaited<ReturnType<typeof api.detail>>;
        expect(actions.map(({ action }) => action)).toEqual(ACTION_KEYS);
        for (const { action, available, reason } of actions) {
          if (available) continue;
          const reply = await api.act(user, code, action, { version });
          expect([403, 409], `${user.name} ${action} in ${status}`).toContain(reply.status);
          expect(problem(reply).detail.startsWith(`${reason}.`)).toBe(true);
        }
      }
    }
    expect((await api.row(code)).version).toBe(6);
  });
});

describe('X3 change, event and outbox are one', () => {
  const tables = ['requests', 'request_events', 'notifications', 'deliveries'] as const;
  const counts = () =>
    Promise.all(
      tables.map(async (table) => (await test.db.selectFrom(table).selectAll().execute()).length),
    );
  const failing = async (table: string, work: () => Promise<void>) => {
    await sql`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$`.execute(test.db);
    await sql`CREATE TRIGGER injected BEFORE INSERT ON ${sql.table(table)}
      FOR EACH ROW EXECUTE FUNCTION break_it()`.execute(test.db);
    await work();
    await sql`DROP FUNCTION break_it CASCADE`.execute(test.db);
  };

  it.each(['request_event_texts', 'notifications', 'deliveries'])(
    'a failure at %s leaves no trace of the action',
    async (table) => {
      const code = await api.created(cast.requester);
      await api.did(cast.operator, code, 'operate');
      const [row, before] = [await api.row(code), await counts()];
      await failing(table, async () => {
        const values = { reason: 'Broken' };
        const reply = await api.act(cast.operator, code, 'block', { values }, `block-${table}`);
        expect(reply).toMatchObject({ status: 500, body: { code: 'internal_error' } });
        expect(JSON.stringify(reply.body)).not.toContain('injected');
      });
      expect(changed(row, await api.row(code))).toEqual({});
      expect(await counts()).toEqual(before);
      // The key was not used up by the failure.
      const again = { values: { reason: 'Broken' } };
      expect(await api.act(cast.operator, code, 'block', again, `block-${table}`)).toMatchObject({
        status: 200,
      });
    },
  );

  it('R2 a failed creation leaves no gap', async () => {
    const first = await api.created(cast.requester, 'property_records');
    await failing('deliveries', async () => {
      const body = { type: 'property_records', values: CONTENT.property_records };
      expect(await api.create(cast.requester, body)).toMatchObject({ status: 500 });
    });
    const second = await api.created(cast.requester, 'property_records');
    expect(Number(second.slice(-3))).toBe(Number(first.slice(-3)) + 1);
  });
});

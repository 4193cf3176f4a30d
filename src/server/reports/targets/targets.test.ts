import { beforeAll, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast } from '../../../../tests/helpers/requests.ts';
import type { TargetsAnswer } from '../../../domain/api/reports.ts';
import type { Problem } from '../../../domain/errors.ts';
import { REQUEST_TYPE_KEYS } from '../../../domain/requests/define.ts';

const test = useApp();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const url = '/api/reports/targets';
const read = (user: TestUser) => test.app.inject({ url, headers: as(user) });
const set = (user: TestUser, payload: object) =>
  test.app.inject({ method: 'PUT', url, headers: as(user), payload });
const targetOf = async (type: string) =>
  (await read(cast.admin)).json<TargetsAnswer>().targets.find((target) => target.type === type);
const audited = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'target', 'details'])
    .where('action', '=', 'target_tat_changed')
    .orderBy('id')
    .execute();

describe('D4: target turn-around times', () => {
  it('no type has one until an admin sets it', async () => {
    const reply = await read(cast.leader);
    expect(reply.statusCode).toBe(200);
    expect(reply.json<TargetsAnswer>().targets).toEqual(
      REQUEST_TYPE_KEYS.map((type) => ({ type, targetMs: null })),
    );
  });

  it('an admin sets, changes and removes one; the others stay, and the audit log tells', async () => {
    await set(cast.admin, { type: 'xml_files', targetMinutes: 90 });
    await set(cast.admin, { type: 'user_records', targetMinutes: 1_440 });
    const changed = await set(cast.admin, { type: 'user_records', targetMinutes: 2_880 });
    expect(changed.json<TargetsAnswer>().targets).toEqual(
      (await read(cast.leader)).json<TargetsAnswer>().targets,
    );
    expect(await targetOf('user_records')).toMatchObject({ targetMs: 172_800_000 });
    await set(cast.admin, { type: 'user_records', targetMinutes: null });
    await set(cast.admin, { type: 'user_records', targetMinutes: null });
    expect(await targetOf('user_records')).toMatchObject({ targetMs: null });
    expect(await targetOf('xml_files')).toMatchObject({ targetMs: 5_400_000 });
    const by = { actor_id: cast.admin.id };
    expect(await audited()).toEqual([
      { ...by, target: 'xml_files', details: { beforeMinutes: null, afterMinutes: 90 } },
      { ...by, target: 'user_records', details: { beforeMinutes: null, afterMinutes: 1_440 } },
      { ...by, target: 'user_records', details: { beforeMinutes: 1_440, afterMinutes: 2_880 } },
      { ...by, target: 'user_records', details: { beforeMinutes: 2_880, afterMinutes: null } },
    ]);
  });

  it('two admins setting two types at once both succeed', async () => {
    const replies = await Promise.all([
      set(cast.admin, { type: 'unit_transfer', targetMinutes: 11 }),
      set(cast.admin, { type: 'stripe_disputes', targetMinutes: 22 }),
      set(cast.admin, { type: 'address_validation', targetMinutes: 33 }),
    ]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(await targetOf('unit_transfer')).toMatchObject({ targetMs: 660_000 });
    expect(await targetOf('stripe_disputes')).toMatchObject({ targetMs: 1_320_000 });
    expect(await targetOf('address_validation')).toMatchObject({ targetMs: 1_980_000 });
  });

  it.each([
    [{ type: 'user_records', targetMinutes: 0 }, 'targetMinutes'],
    [{ type: 'user_records', targetMinutes: -5 }, 'targetMinutes'],
    [{ type: 'user_records', targetMinutes: 1.5 }, 'targetMinutes'],
    [{ type: 'user_records', targetMinutes: 525_601 }, 'targetMinutes'],
    [{ type: 'user_records', targetMinutes: '60' }, 'targetMinutes'],
    [{ type: 'user_records' }, 'targetMinutes'],
    [{ type: 'everything', targetMinutes: 60 }, 'type'],
    [{ targetMinutes: 60 }, 'type'],
  ])('%j is refused at the field, and nothing changes', async (body, path) => {
    const before = (await read(cast.admin)).json();
    const reply = await set(cast.admin, body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json<Problem>().issues?.map((issue) => issue.path)).toEqual([path]);
    expect((await read(cast.admin)).json()).toEqual(before);
  });

  it('P5: leadership reads them, only admins set them, nobody else does either', async () => {
    const body = { type: 'user_records', targetMinutes: 60 };
    const changes = (await audited()).length;
    expect((await set(cast.leader, body)).statusCode).toBe(403);
    for (const user of [cast.requester, cast.nobody, cast.operator, cast.qa]) {
      const replies = [await read(user), await set(user, body)];
      for (const reply of replies) {
        expect(reply.statusCode).toBe(403);
        expect(reply.json<Problem>().code).toBe('not_allowed');
      }
    }
    expect((await test.app.inject({ url })).statusCode).toBe(401);
    expect(await audited()).toHaveLength(changes);
  });
});

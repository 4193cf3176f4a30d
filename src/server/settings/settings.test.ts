import { beforeAll, describe, expect, it } from 'vitest';
import { as, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import {
  type Cast,
  makeCast,
  OPERATION,
  problem,
  requestsApi,
} from '../../../tests/helpers/requests.ts';
import type { SettingsView } from '../../domain/api/settings.ts';
import type { Problem } from '../../domain/errors.ts';
import { multipart } from '../files/files.testing.ts';

const MEGABYTE = 1_048_576;
const test = useApp({ config: { maxUploadBytes: 5 * MEGABYTE } });
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

const url = '/api/admin/settings';
const read = async () =>
  (await test.app.inject({ url, headers: as(cast.admin) })).json<SettingsView>();
const patch = (payload: object, user: TestUser = cast.admin) =>
  test.app.inject({ method: 'PATCH', url, headers: as(user), payload });
const audited = () =>
  test.db
    .selectFrom('audit_log')
    .select(['actor_id', 'target', 'details', 'address'])
    .where('action', '=', 'settings_changed')
    .orderBy('id', 'desc')
    .execute();

describe('section 10: the settings of the platform', () => {
  it('are for admins alone, signed in', async () => {
    for (const user of Object.values(cast).filter(({ roles }) => !roles.includes('admin'))) {
      for (const method of ['GET', 'PATCH'] as const) {
        const reply = await test.app.inject({
          method,
          url,
          headers: as(user),
          ...(method === 'PATCH' && { payload: { fourEyesQa: false } }),
        });
        expect([reply.statusCode, reply.json<Problem>().code], user.name).toEqual([
          403,
          'not_allowed',
        ]);
      }
    }
    expect((await test.app.inject({ url })).statusCode).toBe(401);
    expect((await test.app.inject({ method: 'PATCH', url, payload: {} })).statusCode).toBe(401);
  });

  it('are the defaults until an admin decides, beside what the environment decides', async () => {
    expect(await read()).toEqual({
      companyName: null,
      accentColour: null,
      logoUrl: null,
      registrationDomains: [],
      fourEyesQa: true,
      rejectWindowDays: 30,
      maxUploadBytes: 5 * MEGABYTE,
      environment: {
        siteUrl: 'http://localhost:8080',
        fileStore: 'folder',
        canMail: false,
        mostUploadBytes: 5 * MEGABYTE,
        release: expect.stringMatching(/^\d+\.\d+\.\d+/),
      },
    });
  });

  it('change one by one; the audit log tells what from what to what, and nothing of no change', async () => {
    const reply = await patch({
      companyName: ' Northwind ',
      registrationDomains: 'Example.com\nexample.com',
      rejectWindowDays: 30,
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      companyName: 'Northwind',
      registrationDomains: ['example.com'],
      fourEyesQa: true,
    });
    expect(await audited()).toEqual([
      {
        actor_id: cast.admin.id,
        target: null,
        details: {
          before: { companyName: null, registrationDomains: [] },
          after: { companyName: 'Northwind', registrationDomains: ['example.com'] },
        },
        address: '127.0.0.1',
      },
    ]);
    await patch({ companyName: 'Northwind', registrationDomains: 'example.com' });
    expect(await audited()).toHaveLength(1);
    await patch({ companyName: null, registrationDomains: '' });
    expect(await read()).toMatchObject({ companyName: null, registrationDomains: [] });
  });

  it('of two admins who save different ones at once are both kept', async () => {
    const saved = await Promise.all([
      patch({ rejectWindowDays: 14 }),
      patch({ accentColour: '#0B7285' }),
      patch({ maxUploadBytes: MEGABYTE }),
    ]);
    expect(saved.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(await read()).toMatchObject({
      rejectWindowDays: 14,
      accentColour: '#0b7285',
      maxUploadBytes: MEGABYTE,
    });
    await patch({ rejectWindowDays: 30, accentColour: null, maxUploadBytes: 5 * MEGABYTE });
  });

  it('R6: that are wrong are named at their fields, and none is stored', async () => {
    const reply = await patch({
      companyName: 'Kept out',
      accentColour: 'blue',
      registrationDomains: 'localhost',
      maxUploadBytes: 6 * MEGABYTE,
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.json<Problem>().issues).toEqual([
      { path: 'accentColour', message: '"blue" is not a colour, e.g. #2f6fde' },
      {
        path: 'registrationDomains',
        message: '"localhost" is not a domain, e.g. example.com',
      },
      { path: 'maxUploadBytes', message: 'Enter a size from 100 kB to 5 MB' },
    ]);
    expect(await read()).toMatchObject({ companyName: null });
    const text = await patch({ rejectWindowDays: 'soon', fourEyesQa: 'no' });
    expect(text.json<Problem>().issues?.map(({ path }) => path)).toEqual([
      'fourEyesQa',
      'rejectWindowDays',
    ]);
  });
});

describe('a saved setting counts at once', () => {
  it('P6: with four eyes off, an operator checks their own work; switched on again, no more', async () => {
    const sentToQa = async () => {
      const code = await api.created(cast.requester);
      await api.did(cast.qa2, code, 'operate');
      await api.did(cast.qa2, code, 'send_to_qa', OPERATION);
      return code;
    };
    const [first, second] = [await sentToQa(), await sentToQa()];
    expect(await api.act(cast.qa2, first, 'start_qa', { values: {} })).not.toMatchObject({
      status: 200,
    });
    await patch({ fourEyesQa: false });
    await api.did(cast.qa2, first, 'start_qa');
    await patch({ fourEyesQa: true });
    expect(await api.act(cast.qa2, second, 'start_qa', { values: {} })).not.toMatchObject({
      status: 200,
    });
  });

  it('L12: completed work may be sent back for as many days as are set', async () => {
    const code = await api.created(cast.requester);
    await api.did(cast.operator, code, 'operate');
    await api.did(cast.operator, code, 'send_to_qa', OPERATION);
    await api.did(cast.qa, code, 'start_qa');
    await api.did(cast.qa, code, 'complete', OPERATION);
    test.clock.advance({ days: 20 });
    const reject = () =>
      api.act(cast.requester, code, 'reject', { values: { reason: 'One is missing' } });
    await patch({ rejectWindowDays: 14 });
    expect(problem(await reject()).detail).toContain('14 days');
    await patch({ rejectWindowDays: 21 });
    expect(await reject()).toMatchObject({ status: 200, body: { status: 'in_progress' } });
    await patch({ rejectWindowDays: 30 });
  });

  it('F1: a smaller limit refuses the next upload, a larger one takes it', async () => {
    const upload = () =>
      test.app.inject({
        method: 'POST',
        url: '/api/files',
        ...withHeaders(multipart({ filename: 'a.txt', content: 'x'.repeat(MEGABYTE) })),
      });
    const withHeaders = ({ payload, headers }: ReturnType<typeof multipart>) => ({
      payload,
      headers: { ...headers, ...as(cast.requester) },
    });
    const shownLimit = async () =>
      (await test.app.inject({ url: '/api/session', headers: as(cast.requester) })).json().settings
        .maxUploadBytes;
    await patch({ maxUploadBytes: 204_800 });
    const refused = await upload();
    expect(refused.statusCode).toBe(413);
    expect(refused.json<Problem>().detail).toContain('200 kB');
    expect(await shownLimit()).toBe(204_800);
    await patch({ maxUploadBytes: 2 * MEGABYTE });
    expect((await upload()).statusCode).toBe(201);
    expect(await shownLimit()).toBe(2 * MEGABYTE);
  });

  it('F1: the environment is the bound, also of what was stored when it allowed more', async () => {
    const huge = JSON.stringify(50 * MEGABYTE);
    await test.db
      .insertInto('settings')
      .values({ key: 'max_upload_bytes', value: huge })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: huge }))
      .execute();
    expect(await read()).toMatchObject({ maxUploadBytes: 5 * MEGABYTE });
  });

  it.each([
    ['reject_window_days', -1],
    ['reject_window_days', 1e300],
    ['reject_window_days', '7'],
    ['max_upload_bytes', 0],
    ['four_eyes_qa', 'no'],
    ['registration_domains', 'example.com'],
  ])('are the defaults where the table holds what no page stores (%s: %j)', async (key, value) => {
    const before = await read();
    const keys = ['reject_window_days', 'max_upload_bytes', 'four_eyes_qa', 'registration_domains'];
    await test.db.deleteFrom('settings').where('key', 'in', keys).execute();
    const stored = { key, value: JSON.stringify(value) };
    await test.db.insertInto('settings').values(stored).execute();
    expect(await read()).toEqual({
      ...before,
      rejectWindowDays: 30,
      maxUploadBytes: 5 * MEGABYTE,
      fourEyesQa: true,
      registrationDomains: [],
    });
  });
});

import { beforeAll, expect, it } from 'vitest';
import { as, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { type Cast, CONTENT, makeCast, requestsApi } from '../../../tests/helpers/requests.ts';

const test = useApp();
const api = requestsApi(test);
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(test);
});

interface Submission {
  readonly user: TestUser;
  readonly draft: string;
  readonly url: string;
  readonly body: object;
}

const SUBMISSIONS: readonly [string, () => Promise<Submission>][] = [
  [
    'creation',
    async () => ({
      user: cast.requester,
      draft: 'new:user_records',
      url: '/api/requests',
      body: { type: 'user_records', values: CONTENT.user_records },
    }),
  ],
  [
    'action',
    async () => {
      const code = await api.created(cast.requester);
      return {
        user: cast.operator,
        draft: `block:${code}`,
        url: `/api/requests/${code}/actions/block`,
        body: { values: { reason: 'It is stuck' } },
      };
    },
  ],
  [
    'comment',
    async () => {
      const code = await api.created(cast.requester);
      return {
        user: cast.operator,
        draft: `comment:${code}`,
        url: `/api/requests/${code}/comments`,
        body: { message: 'Hello' },
      };
    },
  ],
];

it.each(SUBMISSIONS)(
  'a repeated %s removes the draft that the form saved again after the lost answer',
  async (name, prepare) => {
    const { user, draft, url, body } = await prepare();
    const key = `repeated-${name}`;
    const send = () => api.send(user, 'POST', url, { body: { ...body, draft }, key });
    const stored = async () => (await api.send(user, 'GET', `/api/drafts/${draft}`)).body;
    const first = await send();
    expect(first.status).toBeLessThan(300);
    await test.app.inject({
      method: 'PUT',
      url: `/api/drafts/${draft}`,
      headers: as(user),
      payload: { values: {} },
    });
    expect(await stored()).toMatchObject({ draft: { form: draft } });
    expect((await send()).status).toBe(first.status);
    expect(await stored()).toEqual({ draft: null });
  },
);

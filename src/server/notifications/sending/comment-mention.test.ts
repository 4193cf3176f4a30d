import { afterAll, beforeAll, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { fakeChannels } from './fake-channels.testing.ts';
import { type Sender, startSending } from './start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
let cast: Cast;
let sender: Sender;

beforeAll(async () => {
  cast = await makeCast(test);
  const { context, connectionString } = test;
  sender = startSending({ context, connectionString, takeOverAfterMs: 1_000 });
});
afterAll(() => sender.stop());

const comment = (code: string, message: string, isInternal: boolean) =>
  api.send(cast.qa, 'POST', `/api/requests/${code}/comments`, { body: { message, isInternal } });

it('a mention reaches who may see the comment by email, and an internal comment stays inside (L18, N9)', async () => {
  const code = await api.created(cast.requester);
  const { operator, requester } = cast;
  const text = `@${operator.username} @${requester.username} the list is short`;
  expect(await comment(code, text, false)).toMatchObject({ status: 200 });
  expect(await comment(code, `${text}, between us`, true)).toMatchObject({ status: 200 });
  await expect
    .poll(() =>
      fake
        .heard(code)
        .filter((one) => one.endsWith('comment_mention'))
        .sort(),
    )
    .toEqual(
      [
        `email ${operator.email} comment_mention`,
        `email ${operator.email} comment_mention`,
        `email ${requester.email} comment_mention`,
      ].sort(),
    );
  const said = fake.sent
    .map(({ parcel }) => parcel.message)
    .filter(({ event, code: of }) => of === code && event === 'comment_mention');
  expect(JSON.stringify(said)).toContain('the list is short');
  expect(JSON.stringify(said)).not.toContain('between us');
});

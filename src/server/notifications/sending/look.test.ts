import { afterAll, beforeAll, expect, it } from 'vitest';
import { as } from '../../../../tests/helpers/actors.ts';
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

const set = (payload: object) =>
  test.app.inject({
    method: 'PATCH',
    url: '/api/admin/settings',
    headers: as(cast.admin),
    payload,
  });
/** What the operator was mailed about comments. */
const mails = () => fake.sent.filter(({ parcel }) => parcel.message.event === 'comment_mention');

it('section 10: a running sender takes a new name within a second, and the subject never has it (N1)', async () => {
  const code = await api.created(cast.requester);
  const mention = async (message: string) => {
    const before = mails().length;
    const body = { message: `@${cast.operator.username} ${message}`, isInternal: false };
    await api.send(cast.qa, 'POST', `/api/requests/${code}/comments`, { body });
    await expect.poll(() => mails().length).toBeGreaterThan(before);
    return mails().at(-1)?.parcel;
  };
  const first = await mention('one');
  expect(first?.to).toMatchObject({ look: { companyName: null, accentColour: null } });
  await set({ companyName: 'Contoso', accentColour: '#0B7285' });
  await new Promise((done) => setTimeout(done, 300));
  const second = await mention('two');
  expect(second?.to).toMatchObject({
    look: { companyName: 'Contoso', accentColour: '#0b7285' },
  });
  const [one, two] = [first?.message, second?.message];
  expect(two?.subject).toBe(one?.subject);
  expect(JSON.stringify(two)).not.toContain('Contoso');
});

import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { NOTIFICATION_SETTING_KEYS } from '../../settings/notifications.ts';
import { fakeChannels } from './fake-channels.testing.ts';
import { type Sender, startSending } from './start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
let sender: Sender | undefined;
afterAll(() => sender?.stop());

/** Statements that hold this text fail. */
function failing(): KyselyPlugin & { text: string | null } {
  const textOf = (node: RootOperationNode) =>
    node.kind === 'RawNode' ? node.sqlFragments.join('?') : '';
  return {
    text: null,
    transformQuery({ node }) {
      if (this.text !== null && textOf(node).includes(this.text)) throw new Error('no connection');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

it('N4 an outcome waits for the database as long as the session lives, whatever else failed', async () => {
  const { requester } = await makeCast(test);
  const mailbox = JSON.stringify('operations@example.com');
  await test.db
    .insertInto('settings')
    .values({ key: NOTIFICATION_SETTING_KEYS.operationsMailbox, value: mailbox })
    .execute();
  const gate = Promise.withResolvers<void>();
  fake.answer = () =>
    gate.promise.then(() => ({ kind: 'sent', providerId: 'provider-1', thread: {} }));
  const database = failing();
  const context = { ...test.context, db: test.db.withPlugin(database) };
  const { connectionString } = test;
  sender = startSending({ context, connectionString, takeOverAfterMs: 100 });
  const code = await api.created(requester);
  const patient = { timeout: 10_000 };
  await expect.poll(() => fake.heard(code), patient).toHaveLength(1);

  // Nothing can be taken: the worker wants another number. Then nothing can be written either.
  database.text = 'ready AS MATERIALIZED';
  await new Promise((done) => setTimeout(done, 1_200));
  database.text = 'finished AS';
  gate.resolve();
  await new Promise((done) => setTimeout(done, 400));
  database.text = null;

  const states = () =>
    test.db
      .selectFrom('deliveries')
      .select(['state', 'attempts'])
      .where('channel', '=', 'email')
      .execute();
  await expect.poll(states, patient).toEqual([{ state: 'sent', attempts: 1 }]);
  expect(fake.heard(code)).toHaveLength(1);
});

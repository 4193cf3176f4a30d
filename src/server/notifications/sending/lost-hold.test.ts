import type { KyselyPlugin } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { useApp } from '../../../../tests/helpers/app.ts';
import { makeCast, requestsApi } from '../../../../tests/helpers/requests.ts';
import { fakeChannels } from './fake-channels.testing.ts';
import { type Sender, startSending } from './start.ts';

const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels } });
const api = requestsApi(test);
let sender: Sender | undefined;
afterAll(() => sender?.stop());

/** The first statement that takes a lane is carried out, and its answer lost. */
function losingOneAnswer(): KyselyPlugin {
  let isLost = false;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      const isHold = result.rows.length > 0 && Object.keys(result.rows[0] ?? {}).join() === 'id';
      if (!isHold || isLost) return result;
      isLost = true;
      throw new Error('the connection broke');
    },
  };
}

it('N2 lanes that were taken by a statement whose answer got lost are taken over, by the same process too', async () => {
  const { requester } = await makeCast(test);
  const code = await api.created(requester);
  const context = { ...test.context, db: test.db.withPlugin(losingOneAnswer()) };
  sender = startSending({
    context,
    connectionString: test.connectionString,
    takeOverAfterMs: 100,
  });
  const states = async () =>
    (
      await test.db
        .selectFrom('deliveries')
        .innerJoin('requests', 'requests.id', 'deliveries.request_id')
        .select(['channel', 'state', 'attempts'])
        .where('code', '=', code)
        .orderBy('channel')
        .execute()
    ).map(({ channel, state, attempts }) => `${channel} ${state} ${attempts}`);
  // No settings are made here: reaching its end is what counts.
  await expect
    .poll(states, { timeout: 10_000 })
    .toEqual(['email suppressed 0', 'slack suppressed 0', 'telegram suppressed 0']);
});

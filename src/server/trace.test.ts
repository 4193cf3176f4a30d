import { describe, expect, it } from 'vitest';

import { useApp } from '../../tests/helpers/app.ts';
import { type Cast, makeCast, requestsApi } from '../../tests/helpers/requests.ts';
import { openLog } from './log.ts';
import { fakeChannels } from './notifications/sending/fake-channels.testing.ts';
import { startSending } from './notifications/sending/start.ts';
import { currentTraceId, traceIdOf, withTrace } from './trace.ts';

const logged: string[] = [];
const log = openLog('info', 'test', { write: (line: string) => void logged.push(line) });
const lines = () => logged.map((line) => JSON.parse(line) as Record<string, unknown>);
const fake = fakeChannels();
const test = useApp({ context: { channels: fake.channels, log } });
const api = requestsApi(test);
const patient = { timeout: 10_000 };

describe('the id of a request to the api', () => {
  it('belongs to what the request sets off, and to nothing beside it', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((id) =>
        withTrace(id, async () => {
          await new Promise((done) => setTimeout(done, 5));
          return currentTraceId();
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(currentTraceId()).toBeNull();
    expect(withTrace('a', () => withTrace(null, currentTraceId))).toBeNull();
  });

  it('is read from a payload that carries one, whatever the payload is', () => {
    expect(traceIdOf({ traceId: 'a', exportId: 1 })).toBe('a');
    expect([{}, null, [], 'a', { traceId: 1 }].map(traceIdOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('of an action stands in the log lines of the deliveries that it caused', async () => {
    const cast: Cast = await makeCast(test);
    const code = await api.created(cast.requester);
    const reply = await api.act(cast.operator, code, 'operate', { values: {} });
    const block = await api.act(cast.operator, code, 'block', { values: { reason: 'Which?' } });
    const createdBy = lines().find(({ path }) => path === '/api/requests')?.requestId;
    const blockedBy = block.headers['x-request-id'];
    expect(blockedBy).not.toBe(reply.headers['x-request-id']);

    const { context, connectionString } = test;
    const sender = startSending({ context, connectionString, takeOverAfterMs: 100 });
    const attempted = () => lines().filter(({ msg }) => msg === 'delivery attempted');
    const idsOf = (event: string) => [
      ...new Set(attempted().flatMap((line) => (line.event === event ? [line.requestId] : []))),
    ];
    try {
      await expect.poll(() => idsOf('request_blocked'), patient).toEqual([blockedBy]);
      await expect.poll(() => idsOf('new_request_created'), patient).toEqual([createdBy]);
    } finally {
      await sender.stop();
    }
    expect(attempted()).toContainEqual(
      expect.objectContaining({ delivery: expect.any(Number), request: code, state: 'sent' }),
    );
  });
});

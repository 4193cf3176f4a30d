import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../tests/helpers/free-port.ts';
import {
  type SlackPeer,
  slackTooMany,
  startSlackPeer,
} from '../../../../tests/helpers/peer-slack.ts';
import type { SlackChannel } from './channel.ts';
import { exampleMessage, never } from './channels.testing.ts';
import { openSlackChannel } from './slack.ts';

let peer: SlackPeer;
let slack: SlackChannel;

beforeAll(async () => {
  peer = await startSlackPeer();
  slack = openSlackChannel({ webhookUrl: peer.webhookUrl, timeoutMs: 2_000 });
});
afterEach(() => peer.behaveWell());
afterAll(async () => {
  await slack.close();
  await peer.stop();
});

const parcel = {
  key: '1.0',
  message: exampleMessage(),
  to: { channel: 'webhook', mentions: [], reaction: 'calendar' },
  thread: null,
  earlier: null,
};
const send = () => slack.send(parcel, never);

describe('N8: posting with an incoming webhook only', () => {
  it('posts the message, without thread and reaction', async () => {
    const before = peer.messages.length;
    expect(await send()).toEqual({ kind: 'sent', providerId: 'webhook', thread: null });
    const posted = peer.messages.slice(before);
    expect(posted).toMatchObject([{ via: 'webhook', threadTs: null, reactions: [] }]);
    expect(posted[0]?.text).toContain('PR-26Q4001');
  });

  it('what Slack refuses goes out once more as plain text, then fails alone', async () => {
    peer.behave({ kind: 'answer', status: 400, body: 'invalid_blocks' });
    expect((await send()).kind).toBe('sent');
    expect(peer.messages.at(-1)?.blocks).toEqual([]);
    peer.behave({ kind: 'answer', status: 400, body: 'invalid_payload' }, { times: 2 });
    expect(await send()).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['HTTP 500', { kind: 'answer', status: 500, body: 'rollup_error' } as const],
    ['a lost connection', { kind: 'drop_after' } as const],
    ['no answer', { kind: 'hang_after' } as const],
  ])('N4: stays unknown after %s, for it cannot be looked for', async (_, trouble) => {
    peer.behave(trouble);
    expect((await send()).kind).toBe('unknown');
  });

  it('N4: an earlier attempt without an answer is not repeated', async () => {
    const before = peer.messages.length;
    const earlier = { startedAtEpochMs: Date.now(), providerId: null };
    expect((await slack.send({ ...parcel, earlier }, never)).kind).toBe('unknown');
    expect(peer.messages).toHaveLength(before);
  });

  it('N2: waits as long as Slack asks', async () => {
    peer.behave(slackTooMany(3));
    expect(await send()).toMatchObject({ kind: 'retry', waitMs: 3_000, reach: 'destination' });
  });

  it('N2: a refused connection is tried again', async () => {
    const port = await freePort();
    const away = openSlackChannel({ webhookUrl: `http://127.0.0.1:${port}/services/secret` });
    expect(await away.send(parcel, never)).toMatchObject({
      kind: 'retry',
      isUncertain: false,
      reach: 'channel',
    });
    await away.close();
  });

  it.each([
    [404, 'no_service'],
    [403, 'action_prohibited'],
    [410, 'channel_is_archived'],
    [404, '<html>nothing here</html>'],
  ])('N2: HTTP %i "%s" stops the channel, and the address stays secret', async (status, body) => {
    peer.behave({ kind: 'answer', status, body });
    const outcome = await send();
    expect(outcome.kind).toBe('channel_off');
    expect(JSON.stringify(outcome)).toContain('SLACK_WEBHOOK_URL');
    expect(JSON.stringify(outcome)).not.toContain('/services/');
  });
});

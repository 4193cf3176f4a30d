import { afterEach, describe, expect, it } from 'vitest';
import { startSlackPeer } from './slack.ts';
import { startTelegramPeer } from './telegram.ts';

/** The stand-ins must refuse what the real ones refuse: else a test against them proves nothing. */

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function call(address: string, body: object, token = 'xoxb-1') {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the stand-in of Slack', () => {
  const start = async (options: Parameters<typeof startSlackPeer>[0] = {}) => {
    const peer = await startSlackPeer(options);
    stops.push(peer.stop);
    return peer;
  };

  it.each([
    ['no_text', { text: '' }],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_blocks', { text: 'x', blocks: [section('x'.repeat(3_001))] }],
    ['invalid_blocks', { text: 'x', blocks: [section('')] }],
    ['invalid_blocks', { text: 'x', blocks: Array(51).fill(section('x')) }],
    ['invalid_blocks', { text: 'x', blocks: [{ text: 'no type' }] }],
  ])('refuses with %s what Slack refuses', async (error, message) => {
    const peer = await start();
    const { body } = await call(`${peer.apiUrl}chat.postMessage`, { channel: '#a', ...message });
    expect(body).toEqual({ ok: false, error });
    expect(peer.messages).toHaveLength(0);
  });

  it('takes its own token only', async () => {
    const peer = await start({ token: 'xoxb-right' });
    const test = `${peer.apiUrl}auth.test`;
    expect((await call(test, {}, 'xoxb-wrong')).body).toEqual({ ok: false, error: 'invalid_auth' });
    expect((await call(test, {}, 'xoxb-right')).body).toMatchObject({ ok: true });
  });

  it('keeps the newest 2,000 messages', async () => {
    const peer = await start();
    const post = (text: string) =>
      call(`${peer.apiUrl}chat.postMessage`, { channel: '#a', text: `message ${text}` });
    for (let i = 0; i < 2_005; i += 15) {
      await Promise.all(Array.from({ length: 15 }, (_, j) => post(String(i + j))));
    }
    await post('the last');
    expect(peer.messages).toHaveLength(2_000);
    expect(peer.messages.at(-1)?.text).toBe('message the last');
    expect(new Set(peer.messages.map(({ ts }) => ts)).size).toBe(2_000);
  });

  it('says how long to wait beyond its limit, in that channel alone', async () => {
    const peer = await start();
    peer.limit({ perSecond: 1, burst: 1 });
    const post = (channel: string) =>
      call(`${peer.apiUrl}chat.postMessage`, { channel, text: 'hello' });
    expect((await post('#a')).status).toBe(200);
    const limited = await post('#a');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await post('#b')).status).toBe(200);
  });
});

describe('the stand-in of Telegram', () => {
  const start = async () => {
    const peer = await startTelegramPeer({ token: '1:right' });
    stops.push(peer.stop);
    return peer;
  };

  it.each([
    ['message text is empty', { text: ' ' }],
    ['message is too long', { text: 'x'.repeat(4_097) }],
    ["can't parse entities", { text: 'short', entities: [{ type: 'bold', offset: 2, length: 4 }] }],
    ["can't parse entities", { text: 'a😀b', entities: [{ type: 'bold', offset: 0, length: 2 }] }],
    [
      "can't parse entities",
      { text: 'x', entities: [{ type: 'text_link', offset: 0, length: 1 }] },
    ],
    ['chat not found', { chat_id: 'somewhere', text: 'x' }],
    ['message to be replied not found', { text: 'x', reply_parameters: { message_id: 9 } }],
  ])('refuses with "%s" what Telegram refuses', async (error, message) => {
    const peer = await start();
    const { status, body } = await call(`${peer.apiUrl}/bot1:right/sendMessage`, {
      chat_id: 5,
      ...message,
    });
    expect(status).toBe(400);
    expect(body.description).toContain(`Bad Request: ${error}`);
    expect(peer.messages).toHaveLength(0);
  });

  it('takes its own token only', async () => {
    const peer = await start();
    expect((await call(`${peer.apiUrl}/bot1:wrong/getMe`, {})).status).toBe(401);
    expect((await call(`${peer.apiUrl}/bot1:right/getMe`, {})).body.result.is_bot).toBe(true);
  });

  it('repeats what people wrote until it is confirmed', async () => {
    const peer = await start();
    peer.pressStart({ id: 7, firstName: 'Dana' }, 'token');
    peer.write({ id: 7, firstName: 'Dana' }, 'hello');
    const read = (offset: number) => call(`${peer.apiUrl}/bot1:right/getUpdates`, { offset });
    const ids = async (offset: number) =>
      (await read(offset)).body.result.map(({ update_id }: { update_id: number }) => update_id);
    expect(await ids(0)).toEqual([1, 2]);
    expect(await ids(0)).toEqual([1, 2]);
    expect(await ids(2)).toEqual([2]);
    expect(await ids(3)).toEqual([]);
    expect(peer.unconfirmed).toBe(0);
  });

  it('lets one at a time wait for what people write', async () => {
    const peer = await start();
    const wait = () => call(`${peer.apiUrl}/bot1:right/getUpdates`, { offset: 0, timeout: 5 });
    const first = wait();
    await new Promise((done) => setTimeout(done, 50));
    const second = wait();
    expect((await first).status).toBe(409);
    peer.write({ id: 7, firstName: 'Dana' }, 'hello');
    expect((await second).body.result).toHaveLength(1);
  });
});

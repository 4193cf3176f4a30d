import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../tests/helpers/free-port.ts';
import {
  type SlackPeer,
  slackError,
  slackTooMany,
  startSlackPeer,
} from '../../../../tests/helpers/peer-slack.ts';
import type { Outcome, Parcel, SlackChannel, SlackThread, SlackTo } from './channel.ts';
import { exampleMessage, never } from './channels.testing.ts';
import { openSlackChannel } from './slack.ts';

const TOKEN = 'xoxb-a-secret-of-the-tests';
let peer: SlackPeer;
let slack: SlackChannel;

beforeAll(async () => {
  peer = await startSlackPeer({ token: TOKEN });
  slack = openSlackChannel({ botToken: TOKEN, apiUrl: peer.apiUrl, timeoutMs: 2_000 });
});
afterEach(() => {
  peer.behaveWell();
  peer.limit(null);
});
afterAll(async () => {
  await slack.close();
  await peer.stop();
});

let keys = 0;

function parcel(more: Partial<Parcel<SlackTo, SlackThread>> = {}, to: Partial<SlackTo> = {}) {
  keys += 1;
  return {
    key: `${keys}.0`,
    message: exampleMessage(),
    to: { channel: `#room-${keys}`, mentions: [], reaction: null, ...to },
    thread: null,
    earlier: null,
    ...more,
  } satisfies Parcel<SlackTo, SlackThread>;
}

const isPost = { when: ({ method }: { method: string }) => method === 'chat.postMessage' };
const isReaction = { when: ({ method }: { method: string }) => method === 'reactions.add' };
const isReading = {
  when: ({ method }: { method: string }) => method.startsWith('conversations.'),
};

const send = (what: Parcel<SlackTo, SlackThread>) => slack.send(what, never);

async function sent(what: Parcel<SlackTo, SlackThread>) {
  const outcome = await send(what);
  if (outcome.kind !== 'sent' || outcome.thread === null) {
    throw new Error(`not sent: ${JSON.stringify(outcome)}`);
  }
  return { ...outcome, thread: outcome.thread };
}

/** What was posted about this parcel. */
const postsOf = ({ key }: { key: string }) =>
  peer.messages.filter(({ metadata }) => JSON.stringify(metadata).includes(`"${key}"`));

const earlier = (providerId: string | null = null) => ({
  startedAtEpochMs: Date.now() - 1_000,
  providerId,
});

describe('posting with a bot token', () => {
  it('N1 N8: the first message starts the thread, later ones are replies in it', async () => {
    const to = { channel: '#operations', mentions: ['U0123ABCD'], reaction: null };
    const first = parcel({ to });
    const { thread, providerId } = await sent(first);
    const [root] = postsOf(first);
    expect(root).toMatchObject({ threadTs: null, via: 'bot', ts: thread.ts });
    expect(thread).toEqual({ channel: root?.channel, asked: '#operations', ts: root?.ts });
    expect(providerId).toBe(`${root?.channel}:${root?.ts}`);
    expect(JSON.stringify(root?.blocks)).toContain('U0123ABCD');

    const second = parcel({ to, thread });
    expect((await sent(second)).thread).toEqual(thread);
    expect(postsOf(second)).toMatchObject([{ channel: root?.channel, threadTs: root?.ts }]);
  });

  it('N4: every post carries its key as metadata', async () => {
    const what = parcel();
    await sent(what);
    expect(postsOf(what)[0]?.metadata).toEqual({
      event_type: 'requests_delivery',
      event_payload: { key: what.key },
    });
  });

  it('N1: a changed channel starts a thread there', async () => {
    const { thread } = await sent(parcel({}, { channel: '#old' }));
    const what = parcel({ thread }, { channel: '#new' });
    const moved = await sent(what);
    expect(moved.thread.asked).toBe('#new');
    expect(moved.thread.channel).not.toBe(thread.channel);
    expect(postsOf(what)).toMatchObject([{ threadTs: null, channel: moved.thread.channel }]);
  });

  it('N1: a channel whose name answers with another id keeps threads where they are', async () => {
    const { thread } = await sent(parcel({}, { channel: '#renamed' }));
    peer.renameTo('#renamed', 'C0OTHERONE');
    const reply = parcel({ thread }, { channel: '#renamed' });
    await sent(reply);
    expect(postsOf(reply)).toMatchObject([{ channel: thread.channel, threadTs: thread.ts }]);
    const { thread: next } = await sent(parcel({}, { channel: '#renamed' }));
    expect(next.channel).toBe('C0OTHERONE');
  });

  it('N1: a thread that is gone is replaced by a new one', async () => {
    const { thread } = await sent(parcel());
    const what = parcel({ thread }, { channel: thread.asked });
    peer.behave(slackError('thread_not_found'), isPost);
    const { thread: next } = await sent(what);
    expect(next.ts).not.toBe(thread.ts);
    expect(postsOf(what)).toMatchObject([{ ts: next.ts, threadTs: null }]);
  });

  it.each(['is_archived', 'channel_not_found'])(
    'N1: a thread whose channel is gone (%s) goes on in the channel of the same name',
    async (error) => {
      const { thread } = await sent(parcel({}, { channel: '#moving' }));
      peer.renameTo('#moving', 'C0MOVEDTO');
      const what = parcel({ thread }, { channel: '#moving' });
      peer.behave(slackError(error), {
        when: ({ args }) => args.channel === thread.channel,
      });
      expect((await sent(what)).thread).toMatchObject({ channel: 'C0MOVEDTO', asked: '#moving' });
      // No channel of that name either: then an admin has to mend it.
      peer.behave(slackError(error), { ...isPost, times: 2 });
      expect((await send({ ...what, key: `${what.key}1` })).kind).toBe('channel_off');
    },
  );

  it.each(['invalid_blocks', 'msg_blocks_too_long', 'msg_too_long'])(
    'what Slack refuses as %s goes out once more as plain text, then fails alone',
    async (error) => {
      const plain = parcel();
      peer.behave(slackError(error), isPost);
      await sent(plain);
      expect(postsOf(plain)).toMatchObject([{ blocks: [] }]);
      expect(postsOf(plain)[0]?.text).toContain('PR-26Q4001');

      const hopeless = parcel();
      peer.behave(slackError(error), { ...isPost, times: 2 });
      expect(await send(hopeless)).toEqual({
        kind: 'failed',
        error: `Slack refuses the message (${error})`,
      });
    },
  );
});

describe('the reaction on the first message of the thread', () => {
  it('is set on the message itself when that is the first', async () => {
    const what = parcel({}, { reaction: 'calendar' });
    await sent(what);
    expect(postsOf(what)[0]?.reactions).toEqual(['calendar']);
  });

  it('is set on the root by a reply, and twice is no error', async () => {
    const first = parcel();
    const { thread } = await sent(first);
    for (const reaction of ['question', 'question', 'unlock']) {
      const reply = parcel({ thread }, { channel: thread.asked, reaction });
      await sent(reply);
      expect(postsOf(reply)[0]?.reactions).toEqual([]);
    }
    expect(postsOf(first)[0]?.reactions).toEqual(['question', 'unlock']);
  });

  it.each(['missing_scope', 'invalid_name', 'no_reaction', 'message_not_found', 'too_many_emoji'])(
    'does not hold up the message when it can never be set (%s)',
    async (error) => {
      peer.behave(slackError(error), isReaction);
      expect((await send(parcel({}, { reaction: 'calendar' }))).kind).toBe('sent');
    },
  );

  it.each([
    ['HTTP 500', { kind: 'answer', status: 500, body: 'oops' } as const, null],
    ['a lost connection', { kind: 'drop_before' } as const, null],
    ['a wait', slackTooMany(7), 7_000],
  ])('is tried again alone after %s, without posting again', async (_, trouble, waitMs) => {
    const what = parcel({}, { reaction: 'calendar' });
    peer.behave(trouble, isReaction);
    const outcome = await send(what);
    expect(outcome).toMatchObject({ kind: 'posted', waitMs });
    if (outcome.kind !== 'posted') throw new Error('unreachable');
    const again = { ...what, thread: outcome.thread, earlier: earlier(outcome.providerId) };
    const { thread, providerId } = await sent(again);
    expect({ thread, providerId }).toEqual({
      thread: outcome.thread,
      providerId: outcome.providerId,
    });
    expect(postsOf(what)).toMatchObject([{ reactions: ['calendar'] }]);
  });

  it('of a reply that was posted goes to the root when it is tried again', async () => {
    const first = parcel();
    const { thread } = await sent(first);
    const reply = parcel({ thread }, { channel: thread.asked, reaction: 'x' });
    peer.behave({ kind: 'drop_before' }, isReaction);
    const outcome = await send(reply);
    if (outcome.kind !== 'posted') throw new Error('the reaction was set');
    await sent({ ...reply, earlier: earlier(outcome.providerId) });
    expect(postsOf(first)[0]?.reactions).toEqual(['x']);
    expect(postsOf(reply)).toMatchObject([{ reactions: [] }]);
  });
});

describe('N4: an answer that got lost', () => {
  it.each([
    ['the connection drops after posting', { kind: 'drop_after' } as const],
    ['the answer never comes', { kind: 'hang_after' } as const],
    [
      'HTTP 500 is answered after posting',
      { kind: 'answer_after', status: 500, body: '' } as const,
    ],
    [
      'Slack says internal_error after posting',
      { kind: 'answer_after', body: { ok: false, error: 'internal_error' } } as const,
    ],
    ['a proxy answers with a page', { kind: 'answer_after', body: '<html>Sorry</html>' } as const],
  ])('when %s, the message is found and not posted again', async (_, trouble) => {
    const what = parcel({}, { reaction: 'calendar' });
    peer.behave(trouble, isPost);
    expect(await send(what)).toMatchObject({ kind: 'retry', isUncertain: true });
    const { thread } = await sent({ ...what, earlier: earlier() });
    expect(postsOf(what)).toMatchObject([{ ts: thread.ts, reactions: ['calendar'] }]);
  });

  it('a reply is looked for in its thread, behind many others', async () => {
    const { thread } = await sent(parcel());
    const to = { channel: thread.asked };
    const lost = parcel({ thread }, { ...to, reaction: 'x' });
    for (let i = 0; i < 230; i += 1) {
      if (i === 215) {
        peer.behave({ kind: 'drop_after' }, isPost);
        await send(lost);
      }
      await sent(parcel({ thread }, to));
    }
    expect((await sent({ ...lost, earlier: earlier() })).thread).toEqual(thread);
    expect(postsOf(lost)).toHaveLength(1);
  });

  it('a message that never arrived is posted', async () => {
    const what = parcel();
    peer.behave({ kind: 'drop_before' }, isPost);
    expect(await send(what)).toMatchObject({ kind: 'retry', isUncertain: true });
    await sent({ ...what, earlier: earlier() });
    expect(postsOf(what)).toHaveLength(1);
  });

  it('another message of the same delivery is not taken for it', async () => {
    const first = parcel({ key: '4711.0' }, { channel: '#resend' });
    await sent(first);
    const again = parcel({ key: '4711.1', earlier: earlier() }, { channel: '#resend' });
    await sent(again);
    expect(postsOf(again)).toHaveLength(1);
  });

  it('it is looked for in the old thread too when the channel was changed meanwhile', async () => {
    const { thread } = await sent(parcel({}, { channel: '#before' }));
    const what = parcel({ thread }, { channel: '#before' });
    peer.behave({ kind: 'drop_after' }, isPost);
    await send(what);
    const to = { ...what.to, channel: '#after' };
    expect((await sent({ ...what, to, earlier: earlier() })).thread).toEqual(thread);
    expect(postsOf(what)).toHaveLength(1);
  });

  it.each(['missing_scope', 'not_in_channel', 'channel_not_found'])(
    'stays unknown when it can never be read back (%s)',
    async (error) => {
      peer.behave(slackError(error), isReading);
      const what = parcel({ earlier: earlier() });
      const outcome = await send(what);
      expect(outcome.kind).toBe('unknown');
      expect(postsOf(what)).toEqual([]);
    },
  );

  it.each([
    ['a wait', slackTooMany(5), 5_000],
    ['HTTP 500', { kind: 'answer', status: 500, body: '' } as const, null],
    ['a lost connection', { kind: 'drop_before' } as const, null],
  ])('is looked for later when reading meets %s', async (_, trouble, waitMs) => {
    peer.behave(trouble, isReading);
    const what = parcel({ earlier: earlier() });
    expect(await send(what)).toMatchObject({
      kind: 'retry',
      isUncertain: true,
      waitMs,
      reach: 'delivery',
    });
    expect(postsOf(what)).toEqual([]);
  });

  it('stays unknown when the channel of that name is not to be found', async () => {
    const outcome = await send(parcel({ earlier: earlier() }, { channel: '#nobody-knows' }));
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });
});

describe('N2: what is tried again', () => {
  it('waits as long as Slack asks, at the destination only', async () => {
    const what = parcel();
    peer.behave(slackTooMany(42), isPost);
    expect(await send(what)).toEqual({
      kind: 'retry',
      error: 'Slack asks to wait 42 s',
      isUncertain: false,
      waitMs: 42_000,
      reach: 'destination',
    });
    expect(postsOf(what)).toEqual([]);
  });

  it('waits also when Slack does not say for how long', async () => {
    peer.behave({ kind: 'answer', status: 429, body: '' }, isPost);
    expect(await send(parcel())).toMatchObject({ kind: 'retry', waitMs: 30_000 });
  });

  it('meets the real limit of one message a second with a wait', async () => {
    peer.limit({ perSecond: 1, burst: 2 });
    const to = { channel: '#busy' };
    const outcomes: Outcome<SlackThread>[] = [];
    for (let i = 0; i < 3; i += 1) outcomes.push(await send(parcel({}, to)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'retry']);
    expect(outcomes[2]).toMatchObject({ waitMs: 1_000, reach: 'destination' });
    expect((await send(parcel({}, { channel: '#quiet' }))).kind).toBe('sent');
  });

  it('HTTP 503 stops the channel for as long as it says', async () => {
    peer.behave({ kind: 'answer', status: 503, headers: { 'retry-after': '9' }, body: '' }, isPost);
    expect(await send(parcel())).toMatchObject({
      kind: 'retry',
      isUncertain: true,
      waitMs: 9_000,
      reach: 'channel',
    });
  });

  it('a refused connection touched nobody and concerns the whole channel', async () => {
    const port = await freePort();
    const away = openSlackChannel({ botToken: TOKEN, apiUrl: `http://127.0.0.1:${port}/api/` });
    expect(await away.send(parcel(), never)).toEqual({
      kind: 'retry',
      error: 'Slack: the connection was refused',
      isUncertain: false,
      waitMs: null,
      reach: 'channel',
    });
    await away.close();
  });

  it('a call under way ends when the worker stops, uncertain', async () => {
    peer.behave({ kind: 'hang_after' }, isPost);
    const stop = new AbortController();
    const outcome = slack.send(parcel(), stop.signal);
    setTimeout(() => stop.abort(), 30);
    expect(await outcome).toMatchObject({
      kind: 'retry',
      isUncertain: true,
      error: 'Slack: the worker stopped before an answer came',
    });
  });
});

describe('N2: what stops the channel until an admin mends it', () => {
  it.each([
    ['invalid_auth', 'SLACK_BOT_TOKEN'],
    ['not_authed', 'SLACK_BOT_TOKEN'],
    ['account_inactive', 'SLACK_BOT_TOKEN'],
    ['token_revoked', 'SLACK_BOT_TOKEN'],
    ['token_expired', 'SLACK_BOT_TOKEN'],
    ['missing_scope', 'chat:write'],
    ['channel_not_found', 'invite the app'],
    ['not_in_channel', 'Invite it there'],
    ['is_archived', 'Unarchive it'],
    ['restricted_action', 'Ask an owner'],
    ['restricted_action_read_only_channel', 'Ask an owner'],
    ['ekm_access_denied', 'Ask an owner'],
    ['access_denied', 'Ask an owner'],
  ])('%s says what to do', async (error, advice) => {
    peer.behave(slackError(error), isPost);
    const outcome = await send(parcel());
    expect(outcome.kind).toBe('channel_off');
    expect(JSON.stringify(outcome)).toContain(advice);
    expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  });

  it('a wrong token is one of them, also while looking for a message', async () => {
    const stranger = openSlackChannel({ botToken: 'xoxb-wrong', apiUrl: peer.apiUrl });
    expect((await stranger.send(parcel(), never)).kind).toBe('channel_off');
    const uncertain = parcel({ earlier: earlier() }, { channel: 'C0123456789' });
    expect((await stranger.send(uncertain, never)).kind).toBe('channel_off');
    await stranger.close();
  });

  it('an error nobody knows is tried again instead', async () => {
    peer.behave(slackError('something_new'), isPost);
    expect(await send(parcel())).toMatchObject({ kind: 'retry', reach: 'delivery' });
  });
});

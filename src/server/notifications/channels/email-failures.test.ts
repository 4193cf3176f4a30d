import { describe, expect, test } from 'vitest';
import { at, reaches, sendEmail, startEmail } from '../../../../tests/helpers/email-channel.ts';
import type { Behaviour } from '../../../../tests/helpers/peer-smtp.ts';
import type { EmailThread, Outcome } from './channel.ts';

describe.concurrent('N2: what the server answers decides what becomes of the delivery', () => {
  const outcomes: [string, Behaviour, Partial<Outcome<EmailThread>>][] = [
    ['421 instead of a greeting', at('connection', 421), { kind: 'retry', reach: 'channel' }],
    ['554 instead of a greeting', at('connection', 554), { kind: 'retry', reach: 'channel' }],
    ['421 to the sender', at('sender', 421), { kind: 'retry', reach: 'channel' }],
    ['451 to the sender', at('sender', 451), { kind: 'retry', reach: 'channel' }],
    ['550 to the sender', at('sender', 550), { kind: 'channel_off' }],
    ['530 to the sender', at('sender', 530), { kind: 'channel_off' }],
    ['552 to the sender: too large', at('sender', 552), { kind: 'failed' }],
    ['421 to the recipient', at('recipient', 421), { kind: 'retry', reach: 'channel' }],
    ['450 to the recipient', at('recipient', 450), { kind: 'retry', reach: 'delivery' }],
    ['503 to the recipient', at('recipient', 503), { kind: 'retry', reach: 'delivery' }],
    ['550 to the recipient', at('recipient', 550), { kind: 'failed' }],
    ['421 to the message', at('message', 421), { kind: 'retry', reach: 'channel' }],
    ['451 to the message', at('message', 451), { kind: 'retry', reach: 'delivery' }],
    ['554 to the message', at('message', 554), { kind: 'failed' }],
  ];

  test.for(outcomes)('%s', async ([_name, behaviour, expected], context) => {
    const { peer, channel } = await startEmail(context);
    peer.behave(behaviour);
    const outcome = await sendEmail(channel);
    expect(outcome).toMatchObject(expected);
    if (outcome.kind === 'retry') expect(outcome.isUncertain).toBe(false);
    expect('error' in outcome ? outcome.error : '').toContain('not today');
    expect(peer.mails).toEqual([]);
    // One refusal says nothing about the next mail.
    expect(await sendEmail(channel)).toMatchObject({ kind: 'sent' });
  });

  test('a refused sender is explained to admins with its address', async (context) => {
    const { peer, channel } = await startEmail(context);
    peer.behave(at('sender', 550));
    expect(await sendEmail(channel)).toEqual({
      kind: 'channel_off',
      error:
        'The mail server does not take mail from requests@example.com: set MAIL_FROM to an address that it may send for and restart the worker. It answered: 550 not today',
    });
  });

  test('a long answer of many lines becomes one short line', async (context) => {
    const { peer, channel } = await startEmail(context);
    peer.behave({ at: 'recipient', does: { code: 550, text: `no\t${'x'.repeat(4_000)}` } });
    const outcome = await sendEmail(channel);
    const error = 'error' in outcome ? outcome.error : '';
    expect(error).toMatch(/^550 no x+…$/);
    expect(error).toHaveLength(300);
  });
});

describe.concurrent('N2: a server that is down, slow or silent', () => {
  test('down: nothing is lost, and it goes out once the server is back', async (context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel, { key: '1.0' })).toMatchObject({ kind: 'sent' });
    await peer.goDown();
    expect(await sendEmail(channel, { key: '2.0' })).toMatchObject({
      kind: 'retry',
      reach: 'channel',
      isUncertain: false,
      error: expect.stringMatching(/^The mail server cannot be reached \(.*ECONNREFUSED/),
    });
    await peer.comeUp();
    expect(await sendEmail(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
    expect(peer.mails.map(({ messageId }) => messageId)).toEqual([
      '<d1.0@requests.example.com>',
      '<d2.0@requests.example.com>',
    ]);
  });

  test('an open connection that the server ends before it has the mail costs no attempt', async (context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel, { key: '1.0' })).toMatchObject({ kind: 'sent' });
    peer.behave({ at: 'sender', does: 'drop' });
    expect(await sendEmail(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(2);
  });

  test('a name that does not resolve', async (context) => {
    const { channel } = await startEmail(context, {}, () => ({
      smtpUrl: 'smtp://mail.invalid:2525',
    }));
    expect(await sendEmail(channel)).toMatchObject({
      kind: 'retry',
      reach: 'channel',
      isUncertain: false,
      error: expect.stringMatching(/^The mail server cannot be reached \(/),
    });
  });

  test('a server that closes every connection at once', async (context) => {
    const { peer, channel } = await startEmail(context);
    const drop: Behaviour = { at: 'connection', does: 'drop' };
    peer.behave(drop, drop);
    expect(await sendEmail(channel)).toEqual({
      kind: 'retry',
      reach: 'channel',
      isUncertain: false,
      waitMs: null,
      error: 'The mail server closed the connection',
    });
  });

  test.for(['connection', 'sender', 'recipient'] as const)(
    'silent at the %s: the mail was not given to it, so this is certain',
    async (step, context) => {
      const { peer, channel } = await startEmail(context, {}, () => ({ timeoutMs: 1_000 }));
      peer.behave({ at: step, does: 'hang' });
      expect(await sendEmail(channel)).toMatchObject({
        kind: 'retry',
        reach: 'channel',
        isUncertain: false,
        error: expect.stringContaining('did not answer in time'),
      });
    },
  );

  test('a slow mail does not hold up another', async (context) => {
    const { peer, channel } = await startEmail(context);
    const isUnderWay = reaches(peer, { at: 'message', does: { waitMs: 1_000 } });
    const slow = sendEmail(channel, { key: '1.0', to: { address: 'slow@example.com' } });
    await isUnderWay;
    peer.behaveBy(null);
    await sendEmail(channel, { key: '2.0' });
    expect(peer.mails.map(({ to: [address] }) => address)).toEqual(['lena@example.com']);
    expect(await slow).toMatchObject({ kind: 'sent' });
  });
});

describe.concurrent('N4: the answer is lost after the message went out', () => {
  const uncertain = { kind: 'retry', reach: 'delivery', isUncertain: true };

  test('accepted, then dropped: sent again with the same Message-ID', async (context) => {
    const { peer, channel } = await startEmail(context);
    peer.behave({ at: 'taken', does: 'drop' });
    expect(await sendEmail(channel)).toMatchObject(uncertain);
    expect(await sendEmail(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails.map(({ messageId }) => messageId)).toEqual([
      '<d4711.0@requests.example.com>',
      '<d4711.0@requests.example.com>',
    ]);
  });

  test('dropped while it was being taken, or never answered', async (context) => {
    const { peer, channel } = await startEmail(context, {}, () => ({ timeoutMs: 2_000 }));
    peer.behave({ at: 'message', does: 'drop' }, { at: 'taken', does: 'hang' });
    expect(await sendEmail(channel)).toMatchObject(uncertain);
    expect(await sendEmail(channel)).toMatchObject(uncertain);
  });

  test('dropped before the message: certain that nobody got it', async (context) => {
    const { peer, channel } = await startEmail(context);
    peer.behave({ at: 'recipient', does: 'drop' });
    expect(await sendEmail(channel)).toMatchObject({ kind: 'retry', isUncertain: false });
  });
});

describe.concurrent('stopping', () => {
  test('an abort ends the attempt at once, and knows whether the mail may be out', async (context) => {
    const { peer, channel } = await startEmail(context);
    for (const step of ['taken', 'recipient'] as const) {
      const stop = new AbortController();
      const isUnderWay = reaches(peer, { at: step, does: 'hang' });
      const isTaken = new Promise<void>((resolve) => peer.onTaken(() => resolve()));
      const outcome = sendEmail(channel, { signal: stop.signal });
      await (step === 'taken' ? isTaken : isUnderWay);
      stop.abort();
      expect(await outcome).toMatchObject({
        kind: 'retry',
        reach: 'delivery',
        isUncertain: step === 'taken',
      });
    }
  });

  test('after an abort nothing is begun', async (context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel, { signal: AbortSignal.abort() })).toMatchObject({
      kind: 'retry',
      isUncertain: false,
    });
    expect(peer.mails).toEqual([]);
  });

  test('what waits for a connection when the channel is closed is tried again later', async (context) => {
    const { peer, channel } = await startEmail(context, {}, () => ({ connections: 1 }));
    const isUnderWay = reaches(peer, { at: 'message', does: { waitMs: 200 } });
    const first = sendEmail(channel, { key: '1.0' });
    const second = sendEmail(channel, { key: '2.0' });
    await isUnderWay;
    await channel.close();
    expect(await first).toMatchObject({ kind: 'sent' });
    expect(await second).toMatchObject({ kind: 'retry', isUncertain: false });
    expect(await sendEmail(channel)).toMatchObject({ kind: 'retry', isUncertain: false });
  });
});

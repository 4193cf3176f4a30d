import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PEER_CERTIFICATE } from '../../../../tests/helpers/peer-certificate.ts';
import {
  type Behaviour,
  type SmtpPeer,
  type SmtpPeerOptions,
  startSmtpPeer,
} from '../../../../tests/helpers/peer-smtp.ts';
import type { Message } from '../../../domain/notifications/messages.ts';
import type { EmailChannel, EmailThread, EmailTo, Outcome } from './channel.ts';
import { type EmailOptions, openEmailChannel } from './email.ts';

const MESSAGE: Message = {
  event: 'request_blocked',
  code: 'UR-26Q4001',
  url: 'https://requests.example.com/requests/UR-26Q4001',
  subject: '[UR-26Q4001] User records – Northwind',
  headline: 'Dana Reyes blocked this request',
  title: 'User records – Northwind',
  facts: [{ label: 'Team', value: 'Support' }],
  quote: {
    label: 'Reason',
    text: [{ type: 'p', children: [{ type: 'text', value: 'The spreadsheet is empty' }] }],
    isShortened: false,
  },
  call: 'Open the request',
  at: 'Sun 22 Nov 2026, 14:05 UTC',
  why: 'You get this because you created the request.',
};
const TO: EmailTo = { address: 'lena@example.com', name: 'Lena Ortiz', muteUrl: null };
const ANCHOR = '<request.UR-26Q4001@requests.example.com>';
const NEVER = new AbortController().signal;

interface TestContext {
  readonly onTestFinished: (end: () => Promise<void>) => void;
}

async function start(
  { onTestFinished }: TestContext,
  peerOptions: SmtpPeerOptions = {},
  options: (peer: SmtpPeer) => Partial<EmailOptions> = () => ({}),
): Promise<{ peer: SmtpPeer; channel: EmailChannel }> {
  const peer = await startSmtpPeer(peerOptions);
  const channel = openEmailChannel({
    smtpUrl: peer.url,
    from: 'Requests <requests@example.com>',
    siteUrl: 'https://requests.example.com:8443',
    timeoutMs: 5_000,
    ...options(peer),
  });
  onTestFinished(async () => {
    await channel.close();
    await peer.stop();
  });
  return { peer, channel };
}

/** Every mail is treated like this; resolves when the first one has named its recipient. */
const reaches = (peer: SmtpPeer, behaviour: Behaviour): Promise<void> =>
  new Promise((resolve) => {
    peer.behaveBy(() => {
      resolve();
      return behaviour;
    });
  });

interface Sending {
  readonly key?: string;
  readonly message?: Partial<Message>;
  readonly to?: Partial<EmailTo>;
  readonly thread?: EmailThread | null;
  readonly signal?: AbortSignal;
}

const send = (channel: EmailChannel, sending: Sending = {}): Promise<Outcome<EmailThread>> =>
  channel.send(
    {
      key: sending.key ?? '4711.0',
      message: { ...MESSAGE, ...sending.message },
      to: { ...TO, ...sending.to },
      thread: sending.thread ?? null,
      earlier: null,
    },
    sending.signal ?? NEVER,
  );

const at = (step: 'connection' | 'sender' | 'recipient' | 'message', code: number): Behaviour => ({
  at: step,
  does: { code, text: 'not today' },
});

describe.concurrent('what arrives', () => {
  test('a mail with both parts, from and to whom it should be, that no machine answers (N7)', async (context) => {
    const { peer, channel } = await start(context);
    expect(await send(channel)).toEqual({
      kind: 'sent',
      providerId: '<d4711.0@requests.example.com>',
      thread: { messageIds: ['<d4711.0@requests.example.com>'] },
    });
    const [mail] = peer.mails;
    expect(mail).toMatchObject({
      from: 'requests@example.com',
      to: ['lena@example.com'],
      subject: MESSAGE.subject,
    });
    expect(mail?.text).toContain('The spreadsheet is empty');
    expect(mail?.html).toContain('The spreadsheet is empty');
    expect(mail?.headers.get('from')).toBe('Requests <requests@example.com>');
    expect(mail?.headers.get('to')).toBe('Lena Ortiz <lena@example.com>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('x-auto-response-suppress')).toBe('All');
  });

  test('N1: the first mail has the anchor alone; the next is a reply in the same thread', async (context) => {
    const { peer, channel } = await start(context);
    const first = await send(channel, { key: '1.0' });
    const thread = first.kind === 'sent' ? first.thread : null;
    await send(channel, { key: '2.0', thread, message: { event: 'request_resolved' } });

    const [opening, reply] = peer.mails;
    expect(opening).toMatchObject({
      messageId: '<d1.0@requests.example.com>',
      inReplyTo: null,
      references: [ANCHOR],
      subject: MESSAGE.subject,
    });
    expect(reply).toMatchObject({
      messageId: '<d2.0@requests.example.com>',
      inReplyTo: '<d1.0@requests.example.com>',
      references: [ANCHOR, '<d1.0@requests.example.com>'],
      subject: `Re: ${MESSAGE.subject}`,
    });
  });

  test('a test message belongs to no thread', async (context) => {
    const { peer, channel } = await start(context);
    await send(channel, { message: { event: 'test', code: 'TEST' } });
    expect(peer.mails[0]).toMatchObject({ references: [], inReplyTo: null });
  });

  test('only people are shown the way to their own choices, a shared mailbox is not', async (context) => {
    const { peer, channel } = await start(context);
    await send(channel);
    await send(channel, { to: { name: null, address: 'operations@example.com' } });
    const profile = 'https://requests.example.com:8443/profile';
    expect(peer.mails.map(({ text }) => text.includes(profile))).toEqual([true, false]);
    expect(peer.mails[1]?.headers.get('to')).toBe('operations@example.com');
  });

  test('N1: after forty mails of one thread the References line is still below 4 kB', async (context) => {
    const { peer, channel } = await start(context);
    let thread: EmailThread | null = null;
    for (let id = 1; id <= 40; id += 1) {
      const outcome: Outcome<EmailThread> = await send(channel, { key: `${id}.0`, thread });
      thread = outcome.kind === 'sent' ? outcome.thread : null;
    }
    const last = peer.mails.at(-1);
    expect(peer.mails).toHaveLength(40);
    expect(last?.headers.get('references')?.length).toBeLessThan(4_000);
    expect(last?.references.slice(0, 2)).toEqual([ANCHOR, '<d1.0@requests.example.com>']);
    expect(last?.references.at(-1)).toBe('<d39.0@requests.example.com>');
    expect(last?.inReplyTo).toBe('<d39.0@requests.example.com>');
  });

  test('N7: what may be muted carries a one-click link, what must be acted on none', async (context) => {
    const { peer, channel } = await start(context);
    const muteUrl = `https://requests.example.com/mute/${'t'.repeat(120)}`;
    await send(channel, { to: { muteUrl } });
    await send(channel);
    const [mutable, binding] = peer.mails;
    expect(mutable?.headers.get('list-unsubscribe')).toBe(`<${muteUrl}>`);
    expect(mutable?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect([...(binding?.headers.keys() ?? [])].join()).not.toContain('list-');
  });

  test('two mails at once arrive once each', async (context) => {
    const { peer, channel } = await start(context);
    const outcomes = await Promise.all([
      send(channel, { key: '1.0' }),
      send(channel, { key: '2.0', to: { address: 'omar@example.com' } }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent']);
    expect(peer.mails.map(({ to: [address], messageId }) => [address, messageId]).sort()).toEqual([
      ['lena@example.com', '<d1.0@requests.example.com>'],
      ['omar@example.com', '<d2.0@requests.example.com>'],
    ]);
  });
});

describe.concurrent('N5: hostile text', () => {
  const INJECTION = 'Lena\r\nBcc: everybody@example.com\n\rX-Evil: yes\u2028\u0000\u202E"<a@b>,';

  test('neither subject nor name starts a header, an address or another recipient', async (context) => {
    const { peer, channel } = await start(context);
    const outcome = await send(channel, {
      message: { subject: INJECTION, headline: INJECTION, title: INJECTION },
      to: { name: INJECTION },
    });
    expect(outcome.kind).toBe('sent');
    const [mail] = peer.mails;
    expect(mail?.to).toEqual(['lena@example.com']);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.has('x-evil')).toBe(false);
    expect(mail?.subject).toBe('Lena Bcc: everybody@example.com X-Evil: yes "<a@b>,');
    expect(mail?.headers.get('to')).toBe(
      String.raw`"Lena Bcc: everybody@example.com X-Evil: yes \"<a@b>," <lena@example.com>`,
    );
  });

  test('an encoded word that somebody typed is not decoded', async (context) => {
    const { peer, channel } = await start(context);
    const word = '=?utf-8?B?cGFpZA==?=';
    await send(channel, { message: { subject: `[UR-26Q4001] ${word} x` }, to: { name: word } });
    await send(channel, { message: { subject: `[UR-26Q4001] ${word} – x` } });
    expect(peer.mails.map(({ subject }) => subject)).toEqual([
      '[UR-26Q4001] = ?utf-8?B?cGFpZA== ?= x',
      '[UR-26Q4001] = ?utf-8?B?cGFpZA== ?= – x',
    ]);
    expect(peer.mails[0]?.headers.get('to')).toBe('"= ?utf-8?B?cGFpZA== ?=" <lena@example.com>');
  });

  test('a half surrogate and text in other scripts arrive readable', async (context) => {
    const { peer, channel } = await start(context);
    const name = 'Łucja 王 😀';
    await send(channel, { message: { subject: `${name}\uD83D` }, to: { name } });
    expect(peer.mails[0]?.subject).toBe(`${name}\uFFFD`);
  });

  test('no line of the text ends its part, a header or the mail', async (context) => {
    const { peer, channel } = await start(context);
    const lines = ['--=_requests--', '.', '', 'From here on', 'x'.repeat(2_000), '=3D=', 'Łucja'];
    await send(channel, {
      message: {
        quote: {
          label: 'Reason',
          isShortened: false,
          text: lines.map((value) => ({ type: 'p', children: [{ type: 'text', value }] })),
        },
      },
    });
    expect(await send(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
    const [hostile, next] = peer.mails;
    for (const line of lines) {
      expect(hostile?.text.replace(/\n/g, '')).toContain(line);
      expect(hostile?.html).toContain(line);
    }
    expect(hostile?.text).toContain(MESSAGE.url);
    expect(hostile?.html).toContain('</html>');
    expect(Math.max(...(hostile?.raw.split('\r\n') ?? []).map((line) => line.length))).toBe(76);
    expect(next?.messageId).toBe('<d2.0@requests.example.com>');
  });

  test('an address in another script is written to as it stands', async (context) => {
    const { peer, channel } = await start(context);
    const address = 'łucja@example.com';
    expect(await send(channel, { to: { address } })).toMatchObject({ kind: 'sent' });
    expect(peer.mails[0]?.to).toEqual([address]);
  });

  test('what cannot be composed fails alone', async (context) => {
    const { peer, channel } = await start(context);
    expect(await send(channel, { to: { muteUrl: 'nowhere' } })).toMatchObject({ kind: 'failed' });
    expect(await send(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(1);
  });

  test.for([
    'a@example.com, b@example.com',
    'a@example.com\r\nRCPT TO:<b@example.com>',
    '<a@b>',
    '',
  ])('an address that is not exactly one is not written to: %j', async (address, context) => {
    const { peer, channel } = await start(context);
    expect(await send(channel, { to: { address } })).toMatchObject({ kind: 'failed' });
    expect(peer.mails).toEqual([]);
  });
});

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
    const { peer, channel } = await start(context);
    peer.behave(behaviour);
    const outcome = await send(channel);
    expect(outcome).toMatchObject(expected);
    if (outcome.kind === 'retry') expect(outcome.isUncertain).toBe(false);
    expect('error' in outcome ? outcome.error : '').toContain('not today');
    expect(peer.mails).toEqual([]);
    // One refusal says nothing about the next mail.
    expect(await send(channel)).toMatchObject({ kind: 'sent' });
  });

  test('a refused sender is explained to admins with its address', async (context) => {
    const { peer, channel } = await start(context);
    peer.behave(at('sender', 550));
    expect(await send(channel)).toEqual({
      kind: 'channel_off',
      error:
        'The mail server does not take mail from requests@example.com: set MAIL_FROM to an address that it may send for and restart the worker. It answered: 550 not today',
    });
  });

  test('a long answer of many lines becomes one short line', async (context) => {
    const { peer, channel } = await start(context);
    peer.behave({ at: 'recipient', does: { code: 550, text: `no\t${'x'.repeat(4_000)}` } });
    const outcome = await send(channel);
    const error = 'error' in outcome ? outcome.error : '';
    expect(error).toMatch(/^550 no x+…$/);
    expect(error).toHaveLength(300);
  });
});

describe.concurrent('N2: a server that is down, slow or silent', () => {
  test('down: nothing is lost, and it goes out once the server is back', async (context) => {
    const { peer, channel } = await start(context);
    expect(await send(channel, { key: '1.0' })).toMatchObject({ kind: 'sent' });
    await peer.goDown();
    expect(await send(channel, { key: '2.0' })).toMatchObject({
      kind: 'retry',
      reach: 'channel',
      isUncertain: false,
      error: expect.stringContaining('ECONNREFUSED'),
    });
    await peer.comeUp();
    expect(await send(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
    expect(peer.mails.map(({ messageId }) => messageId)).toEqual([
      '<d1.0@requests.example.com>',
      '<d2.0@requests.example.com>',
    ]);
  });

  test('an open connection that the server ends before it has the mail costs no attempt', async (context) => {
    const { peer, channel } = await start(context);
    expect(await send(channel, { key: '1.0' })).toMatchObject({ kind: 'sent' });
    peer.behave({ at: 'sender', does: 'drop' });
    expect(await send(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(2);
  });

  test('a name that does not resolve', async (context) => {
    const { channel } = await start(context, {}, () => ({ smtpUrl: 'smtp://mail.invalid:2525' }));
    expect(await send(channel)).toMatchObject({
      kind: 'retry',
      reach: 'channel',
      isUncertain: false,
    });
  });

  test('a server that closes every connection at once', async (context) => {
    const { peer, channel } = await start(context);
    const drop: Behaviour = { at: 'connection', does: 'drop' };
    peer.behave(drop, drop);
    expect(await send(channel)).toEqual({
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
      const { peer, channel } = await start(context, {}, () => ({ timeoutMs: 1_000 }));
      peer.behave({ at: step, does: 'hang' });
      expect(await send(channel)).toMatchObject({
        kind: 'retry',
        reach: 'channel',
        isUncertain: false,
        error: expect.stringContaining('did not answer in time'),
      });
    },
  );

  test('a slow mail does not hold up another', async (context) => {
    const { peer, channel } = await start(context);
    const isUnderWay = reaches(peer, { at: 'message', does: { waitMs: 1_000 } });
    const slow = send(channel, { key: '1.0', to: { address: 'slow@example.com' } });
    await isUnderWay;
    peer.behaveBy(null);
    await send(channel, { key: '2.0' });
    expect(peer.mails.map(({ to: [address] }) => address)).toEqual(['lena@example.com']);
    expect(await slow).toMatchObject({ kind: 'sent' });
  });
});

describe.concurrent('N4: the answer is lost after the message went out', () => {
  const uncertain = { kind: 'retry', reach: 'delivery', isUncertain: true };

  test('accepted, then dropped: sent again with the same Message-ID', async (context) => {
    const { peer, channel } = await start(context);
    peer.behave({ at: 'taken', does: 'drop' });
    expect(await send(channel)).toMatchObject(uncertain);
    expect(await send(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails.map(({ messageId }) => messageId)).toEqual([
      '<d4711.0@requests.example.com>',
      '<d4711.0@requests.example.com>',
    ]);
  });

  test('dropped while it was being taken, or never answered', async (context) => {
    const { peer, channel } = await start(context, {}, () => ({ timeoutMs: 2_000 }));
    peer.behave({ at: 'message', does: 'drop' }, { at: 'taken', does: 'hang' });
    expect(await send(channel)).toMatchObject(uncertain);
    expect(await send(channel)).toMatchObject(uncertain);
  });

  test('dropped before the message: certain that nobody got it', async (context) => {
    const { peer, channel } = await start(context);
    peer.behave({ at: 'recipient', does: 'drop' });
    expect(await send(channel)).toMatchObject({ kind: 'retry', isUncertain: false });
  });
});

describe.concurrent('stopping', () => {
  test('an abort ends the attempt at once, and knows whether the mail may be out', async (context) => {
    const { peer, channel } = await start(context);
    for (const step of ['taken', 'recipient'] as const) {
      const stop = new AbortController();
      const isUnderWay = reaches(peer, { at: step, does: 'hang' });
      const isTaken = new Promise<void>((resolve) => peer.onTaken(() => resolve()));
      const outcome = send(channel, { signal: stop.signal });
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
    const { peer, channel } = await start(context);
    expect(await send(channel, { signal: AbortSignal.abort() })).toMatchObject({
      kind: 'retry',
      isUncertain: false,
    });
    expect(peer.mails).toEqual([]);
  });

  test('what waits for a connection when the channel is closed is tried again later', async (context) => {
    const { peer, channel } = await start(context, {}, () => ({ connections: 1 }));
    const isUnderWay = reaches(peer, { at: 'message', does: { waitMs: 200 } });
    const first = send(channel, { key: '1.0' });
    const second = send(channel, { key: '2.0' });
    await isUnderWay;
    await channel.close();
    expect(await first).toMatchObject({ kind: 'sent' });
    expect(await second).toMatchObject({ kind: 'retry', isUncertain: false });
    expect(await send(channel)).toMatchObject({ kind: 'retry', isUncertain: false });
  });
});

describe('signing in and encryption', () => {
  const account = { user: 'requests', password: 'hunter2' };
  const signedIn =
    (password: string, options = '') =>
    (peer: SmtpPeer) => ({
      smtpUrl: `smtp://requests:${password}@localhost:${peer.port}${options}`,
    });
  let trusted: string[];
  beforeEach(() => {
    trusted = tls.getCACertificates('default');
  });
  afterEach(() => tls.setDefaultCACertificates(trusted));

  test('with the right password it sends', async (context) => {
    const { channel } = await start(context, account, signedIn('hunter2'));
    expect(await send(channel)).toMatchObject({ kind: 'sent' });
  });

  test('a wrong password switches the channel off, without naming it', async (context) => {
    const { channel } = await start(context, account, signedIn('guess'));
    const outcome = await send(channel);
    expect(outcome).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('SMTP_URL'),
    });
    expect(JSON.stringify(outcome)).not.toContain('guess');
  });

  test('no password where one is wanted switches the channel off', async (context) => {
    const { channel } = await start(context, account);
    expect(await send(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('put them into SMTP_URL'),
    });
  });

  test('a server that refuses encryption where it is demanded gets no password', async (context) => {
    const { peer, channel } = await start(context, account, signedIn('hunter2', '?tls=required'));
    expect(await send(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('STARTTLS'),
    });
    expect(peer.mails).toEqual([]);
  });

  test('a certificate that nobody trusts switches the channel off', async (context) => {
    const { channel } = await start(
      context,
      { ...account, tls: 'starttls', certificate: PEER_CERTIFICATE },
      signedIn('hunter2'),
    );
    expect(await send(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('certificate is not trusted'),
    });
  });

  test('with a trusted certificate the mail goes encrypted', async (context) => {
    tls.setDefaultCACertificates([...trusted, PEER_CERTIFICATE.cert]);
    const { peer, channel } = await start(
      context,
      { ...account, tls: 'starttls', certificate: PEER_CERTIFICATE },
      signedIn('hunter2', '?tls=required'),
    );
    expect(await send(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(1);
  });

  test('smtps: to a port that speaks plainly is explained', async (context) => {
    const { channel } = await start(context, {}, (peer) => ({
      smtpUrl: `smtps://localhost:${peer.port}`,
    }));
    expect(await send(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('wants smtps: or smtp:'),
    });
  });
});

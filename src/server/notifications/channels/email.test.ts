import addressparser from 'nodemailer/lib/addressparser';
import { describe, expect, test } from 'vitest';
import { ANCHOR, MESSAGE, sendEmail, startEmail } from '../../../../tests/helpers/email-channel.ts';
import { lookOf } from '../../../domain/look.ts';
import type { EmailThread, Outcome } from './channel.ts';

/** What encoded words (RFC 2047) stand for. */
const decoded = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : decodeURIComponent(
            word
              .replaceAll('_', ' ')
              .replaceAll('%', '%25')
              .replace(/=(\w\w)/g, '%$1'),
          ),
    );

describe.concurrent('what arrives', () => {
  test('a mail with both parts, from and to whom it should be, that no machine answers (N7)', async (context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel)).toEqual({
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
    const { peer, channel } = await startEmail(context);
    const first = await sendEmail(channel, { key: '1.0' });
    const thread = first.kind === 'sent' ? first.thread : null;
    await sendEmail(channel, { key: '2.0', thread, message: { event: 'request_resolved' } });

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

  test('N1: a thread stays one when the company gets another name, and both mails carry theirs', async (context) => {
    const { peer, channel } = await startEmail(context);
    const first = await sendEmail(channel, { key: '1.0' });
    const thread = first.kind === 'sent' ? first.thread : null;
    const look = lookOf({ companyName: 'Northwind', accentColour: '#0b7285' });
    await sendEmail(channel, { key: '2.0', thread, to: { look } });
    const [before, after] = peer.mails;
    expect(before?.html).toContain('>Requests</strong>');
    expect(after?.html).toContain('>Northwind</strong>');
    expect(after).toMatchObject({
      messageId: '<d2.0@requests.example.com>',
      inReplyTo: '<d1.0@requests.example.com>',
      references: [ANCHOR, '<d1.0@requests.example.com>'],
      subject: `Re: ${MESSAGE.subject}`,
    });
    // MAIL_FROM has a name of its own, which whoever runs the machine has chosen.
    expect(after?.headers.get('from')).toBe('Requests <requests@example.com>');
  });

  test.each([
    [null, ''],
    ['Northwind', 'Northwind'],
    ['Northwind, Inc. <ceo@example.org>; "x"', 'Northwind, Inc. <ceo@example.org>; "x"'],
    ['a\r\nBcc: b@example.org\u202e', 'a Bcc: b@example.org'],
    ['=?utf-8?q?Bank?=', '= ?utf-8?q?Bank?='],
    ['Nordwind Zürich 😀 東京', 'Nordwind Zürich 😀 東京'],
    ['W'.repeat(100), `${'W'.repeat(79)}…`],
  ])(
    'N5: a MAIL_FROM without a name gets that of the company, %j, and stays one address',
    async (companyName, shown) => {
      const ends: (() => Promise<void>)[] = [];
      const { peer, channel } = await startEmail(
        { onTestFinished: (end) => ends.push(end) },
        {},
        () => ({ from: 'requests@example.com' }),
      );
      await sendEmail(channel, { to: { look: lookOf({ companyName, accentColour: null }) } });
      const [mail] = peer.mails;
      const [from, ...more] = addressparser(mail?.headers.get('from') ?? '', { flatten: true });
      expect([decoded(from?.name ?? ''), from?.address]).toEqual([shown, 'requests@example.com']);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ from: 'requests@example.com', to: ['lena@example.com'] });
      expect(mail?.headers.has('bcc')).toBe(false);
      for (const end of ends) await end();
    },
  );

  test('a test message belongs to no thread', async (context) => {
    const { peer, channel } = await startEmail(context);
    await sendEmail(channel, { message: { event: 'test', code: 'TEST' } });
    expect(peer.mails[0]).toMatchObject({ references: [], inReplyTo: null });
  });

  test('only people are shown the way to their own choices, a shared mailbox is not', async (context) => {
    const { peer, channel } = await startEmail(context);
    await sendEmail(channel);
    await sendEmail(channel, { to: { name: null, address: 'operations@example.com' } });
    const profile = 'https://requests.example.com:8443/profile';
    expect(peer.mails.map(({ text }) => text.includes(profile))).toEqual([true, false]);
    expect(peer.mails[1]?.headers.get('to')).toBe('operations@example.com');
  });

  test('N1: after forty mails of one thread the References line is still below 4 kB', async (context) => {
    const { peer, channel } = await startEmail(context);
    let thread: EmailThread | null = null;
    for (let id = 1; id <= 40; id += 1) {
      const outcome: Outcome<EmailThread> = await sendEmail(channel, { key: `${id}.0`, thread });
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
    const { peer, channel } = await startEmail(context);
    const muteUrl = `https://requests.example.com/mute/${'t'.repeat(120)}`;
    await sendEmail(channel, { to: { muteUrl } });
    await sendEmail(channel);
    const [mutable, binding] = peer.mails;
    expect(mutable?.headers.get('list-unsubscribe')).toBe(`<${muteUrl}>`);
    expect(mutable?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect([...(binding?.headers.keys() ?? [])].join()).not.toContain('list-');
  });

  test('two mails at once arrive once each', async (context) => {
    const { peer, channel } = await startEmail(context);
    const outcomes = await Promise.all([
      sendEmail(channel, { key: '1.0' }),
      sendEmail(channel, { key: '2.0', to: { address: 'omar@example.com' } }),
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
    const { peer, channel } = await startEmail(context);
    const outcome = await sendEmail(channel, {
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
    const { peer, channel } = await startEmail(context);
    const word = '=?utf-8?B?cGFpZA==?=';
    await sendEmail(channel, {
      message: { subject: `[UR-26Q4001] ${word} x` },
      to: { name: word },
    });
    await sendEmail(channel, { message: { subject: `[UR-26Q4001] ${word} – x` } });
    expect(peer.mails.map(({ subject }) => subject)).toEqual([
      '[UR-26Q4001] = ?utf-8?B?cGFpZA== ?= x',
      '[UR-26Q4001] = ?utf-8?B?cGFpZA== ?= – x',
    ]);
    expect(peer.mails[0]?.headers.get('to')).toBe('"= ?utf-8?B?cGFpZA== ?=" <lena@example.com>');
  });

  test('a half surrogate and text in other scripts arrive readable', async (context) => {
    const { peer, channel } = await startEmail(context);
    const name = 'Łucja 王 😀';
    await sendEmail(channel, { message: { subject: `${name}\uD83D` }, to: { name } });
    expect(peer.mails[0]?.subject).toBe(`${name}\uFFFD`);
  });

  test('no line of the text ends its part, a header or the mail', async (context) => {
    const { peer, channel } = await startEmail(context);
    const lines = ['--=_requests--', '.', '', 'From here on', 'x'.repeat(2_000), '=3D=', 'Łucja'];
    await sendEmail(channel, {
      message: {
        quote: {
          label: 'Reason',
          isShortened: false,
          text: lines.map((value) => ({ type: 'p', children: [{ type: 'text', value }] })),
        },
      },
    });
    expect(await sendEmail(channel, { key: '2.0' })).toMatchObject({ kind: 'sent' });
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
    const { peer, channel } = await startEmail(context);
    const address = 'łucja@example.com';
    expect(await sendEmail(channel, { to: { address } })).toMatchObject({ kind: 'sent' });
    expect(peer.mails[0]?.to).toEqual([address]);
  });

  test('what cannot be composed fails alone', async (context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel, { to: { muteUrl: 'nowhere' } })).toMatchObject({
      kind: 'failed',
    });
    expect(await sendEmail(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(1);
  });

  test.for([
    'a@example.com, b@example.com',
    'a@example.com\r\nRCPT TO:<b@example.com>',
    '<a@b>',
    '',
  ])('an address that is not exactly one is not written to: %j', async (address, context) => {
    const { peer, channel } = await startEmail(context);
    expect(await sendEmail(channel, { to: { address } })).toMatchObject({ kind: 'failed' });
    expect(peer.mails).toEqual([]);
  });
});

import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendEmail, startEmail } from '../../../../tests/helpers/email-channel.ts';
import { PEER_CERTIFICATE } from '../../../../tests/helpers/peer-certificate.ts';
import type { SmtpPeer } from '../../../../tests/helpers/peer-smtp.ts';

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
    const { channel } = await startEmail(context, account, signedIn('hunter2'));
    expect(await sendEmail(channel)).toMatchObject({ kind: 'sent' });
  });

  test('a wrong password switches the channel off, without naming it', async (context) => {
    const { channel } = await startEmail(context, account, signedIn('guess'));
    const outcome = await sendEmail(channel);
    expect(outcome).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('SMTP_URL'),
    });
    expect(JSON.stringify(outcome)).not.toContain('guess');
  });

  test('no password where one is wanted switches the channel off', async (context) => {
    const { channel } = await startEmail(context, account);
    expect(await sendEmail(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('put them into SMTP_URL'),
    });
  });

  test('a server that refuses encryption where it is demanded gets no password', async (context) => {
    const { peer, channel } = await startEmail(
      context,
      account,
      signedIn('hunter2', '?tls=required'),
    );
    expect(await sendEmail(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('STARTTLS'),
    });
    expect(peer.mails).toEqual([]);
  });

  test('a certificate that nobody trusts switches the channel off', async (context) => {
    const { channel } = await startEmail(
      context,
      { ...account, tls: 'starttls', certificate: PEER_CERTIFICATE },
      signedIn('hunter2'),
    );
    expect(await sendEmail(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('certificate is not trusted'),
    });
  });

  test('with a trusted certificate the mail goes encrypted', async (context) => {
    tls.setDefaultCACertificates([...trusted, PEER_CERTIFICATE.cert]);
    const { peer, channel } = await startEmail(
      context,
      { ...account, tls: 'starttls', certificate: PEER_CERTIFICATE },
      signedIn('hunter2', '?tls=required'),
    );
    expect(await sendEmail(channel)).toMatchObject({ kind: 'sent' });
    expect(peer.mails).toHaveLength(1);
  });

  test('smtps: to a port that speaks plainly is explained', async (context) => {
    const { channel } = await startEmail(context, {}, (peer) => ({
      smtpUrl: `smtps://localhost:${peer.port}`,
    }));
    expect(await sendEmail(channel)).toMatchObject({
      kind: 'channel_off',
      error: expect.stringContaining('wants smtps: or smtp:'),
    });
  });
});

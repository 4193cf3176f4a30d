import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { type SmtpPeerOptions, startSmtpPeer } from './smtp.ts';

async function start(options: SmtpPeerOptions = {}) {
  const peer = await startSmtpPeer(options);
  const client = createTransport({ host: '127.0.0.1', port: peer.port, pool: true });
  onTestFinished(async () => {
    client.close();
    await peer.stop();
  });
  const send = (subject: string, text = 'Hello') =>
    client.sendMail({ from: 'a@example.com', to: 'b@example.com', subject, text });
  return { peer, send };
}

test('it keeps the last mails only, and counts all', async () => {
  const { peer, send } = await start({ keeps: 2 });
  for (const subject of ['one', 'two', 'three']) await send(subject);
  expect(peer.mails.map(({ id, subject }) => [id, subject])).toEqual([
    [2, 'two'],
    [3, 'three'],
  ]);
  expect(peer.taken).toBe(3);
  peer.clear();
  expect(peer.mails).toEqual([]);
});

test('everybody who listens hears of every mail, until they stop', async () => {
  const { peer, send } = await start();
  const heard: string[] = [];
  peer.onMail(({ subject }) => heard.push(`first: ${subject}`));
  const stop = peer.onMail(({ subject }) => heard.push(`second: ${subject}`));
  await send('one');
  stop();
  await send('two');
  expect(heard).toEqual(['first: one', 'second: one', 'first: two']);
});

test('counting, it tells of the envelope and keeps nothing', async () => {
  const { peer, send } = await start({ isCounting: true });
  const taken: string[] = [];
  peer.onTaken(({ to }, source) => taken.push(`${to.join()} ${source.includes('Subject: one')}`));
  await send('one');
  expect(taken).toEqual(['b@example.com true']);
  expect(peer.mails).toEqual([]);
  expect(peer.taken).toBe(1);
});

test('a mail of more than 5 MB is refused and not kept', async () => {
  const { peer, send } = await start();
  await expect(send('large', 'x'.repeat(6_000_000))).rejects.toThrow(/size|exceeds/i);
  expect(peer.taken).toBe(0);
});

test('mails stay over a time of being down, and it takes new ones on the same port', async () => {
  const { peer, send } = await start();
  await send('before');
  await peer.goDown();
  await expect(send('meanwhile')).rejects.toThrow();
  await peer.comeUp();
  await send('after');
  expect(peer.mails.map(({ subject }) => subject)).toEqual(['before', 'after']);
});

test('a client that talks nonsense or breaks off does no harm', async () => {
  const { peer, send } = await start();
  for (const line of ['\u0000\u00ff\r\n', 'EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT']) {
    await new Promise<void>((resolve) => {
      const socket = connect(peer.port, '127.0.0.1', () => {
        socket.write(line, () => socket.destroy());
      });
      socket.once('close', () => resolve());
    });
  }
  await send('still there');
  expect(peer.mails).toHaveLength(1);
});

test('a port that is taken is an error, not a peer that hears nothing', async () => {
  const { peer } = await start();
  await expect(startSmtpPeer({ port: peer.port })).rejects.toThrow(/EADDRINUSE/);
});

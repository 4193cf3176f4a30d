import { request as ask } from 'node:http';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackPeer, startSlackPeer } from '../peers/slack.ts';
import { type SmtpPeer, startSmtpPeer } from '../peers/smtp.ts';
import { startTelegramPeer, type TelegramPeer } from '../peers/telegram.ts';
import { type Inbox, startInbox } from './server.ts';

const directory = {
  slack: new Map([['U04MAYA', 'Maya Okonjo']]),
  telegram: new Map([[501, 'Analyn Dimaculo']]),
};

let mail: SmtpPeer;
let slack: SlackPeer;
let telegram: TelegramPeer;
let inbox: Inbox;
let empty: Inbox;

beforeAll(async () => {
  [mail, slack, telegram] = await Promise.all([
    startSmtpPeer(),
    startSlackPeer(),
    startTelegramPeer(),
  ]);
  inbox = await startInbox({
    port: 0,
    mail,
    slack,
    telegram,
    directory,
    siteUrl: 'http://localhost:8080',
  });
  empty = await startInbox({
    port: 0,
    mail: null,
    slack: null,
    telegram: null,
    directory,
    siteUrl: null,
  });
});

afterAll(async () => {
  await Promise.all([inbox.stop(), empty.stop()]);
  await Promise.all([mail.stop(), slack.stop(), telegram.stop()]);
});

const at = (path: string, of: Inbox = inbox): string => `http://127.0.0.1:${of.port}${path}`;
const read = async (path: string, of?: Inbox): Promise<string> =>
  (await fetch(at(path, of))).text();
const version = async (): Promise<string> =>
  ((await (await fetch(at('/state.json'))).json()) as { version: string }).version;

interface Letter {
  readonly to: string;
  readonly code: string;
  readonly html?: string;
  readonly text?: string;
  readonly subject?: string;
}

async function deliver({ to, code, html = '<p>Hello</p>', text = 'Hello', subject }: Letter) {
  const transport = createTransport(mail.url);
  await transport.sendMail({
    from: 'Requests <requests@example.com>',
    to,
    subject: subject ?? `[${code}] User records`,
    references: [`<request.${code}@example.com>`],
    html,
    text,
  });
  transport.close();
  const taken = mail.mails.at(-1);
  if (taken === undefined) throw new Error('the mail did not arrive');
  return taken;
}

async function call(peer: { readonly url: string }, body: object): Promise<{ ts: string }> {
  const answer = await fetch(peer.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-test' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { ts: string };
}

describe('the inbox’s mail', () => {
  it('stands in threads, newest first, and can be had for one recipient', async () => {
    await deliver({ to: 'maya@example.com', code: 'UR-1' });
    await deliver({ to: 'operations@example.com', code: 'UR-2' });
    await deliver({ to: 'operations@example.com', code: 'UR-1' });
    const page = await read('/');
    expect(page.indexOf('[UR-1]')).toBeLessThan(page.indexOf('[UR-2]'));
    expect(page).toContain('2 mails to 2 people');
    const hers = await read('/?to=maya%40example.com');
    expect(hers).toContain('1 mail to 1 person');
    expect(hers).not.toContain('[UR-2]');
  });

  it('N5: hostile text arrives as text, hostile HTML in a frame that can do nothing', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>';
    const { id } = await deliver({
      to: 'maya@example.com',
      code: 'UR-3',
      subject: `[UR-3] ${evil}`,
      text: evil,
      html: `<html><head><title>x</title></head><body>${evil}</body></html>`,
    });
    const page = await read('/');
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).toMatch(
      /<iframe [^>]*sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"/,
    );

    const framed = await fetch(at(`/mail/${id}/html`));
    const policy = framed.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox ');
    expect(policy).not.toMatch(/script-src|allow-scripts|connect-src/);
    expect(await framed.text()).toContain('<head><base target="_blank"><title>');
  });

  it('a mail that is no longer kept is not found', async () => {
    expect((await fetch(at('/mail/9999/html'))).status).toBe(404);
  });
});

describe('the inbox’s Slack', () => {
  it('shows a thread with its replies, names instead of member ids, and reactions', async () => {
    const url = `${slack.apiUrl}chat.postMessage`;
    const { ts } = await call({ url }, { channel: 'C0REQUESTS', text: 'Created <@U04MAYA>' });
    await call({ url }, { channel: 'C0REQUESTS', thread_ts: ts, text: 'Blocked' });
    await call(
      { url: `${slack.apiUrl}reactions.add` },
      { channel: 'C0REQUESTS', timestamp: ts, name: 'octagonal_sign' },
    );
    const page = await read('/slack');
    expect(page).toContain('@Maya Okonjo');
    expect(page).toContain('1 reply');
    expect(page).toContain('<small>octagonal_sign</small>');
  });

  it('a reply to a message from before is shown as part of a thread without its beginning', async () => {
    const url = `${slack.apiUrl}chat.postMessage`;
    await call({ url }, { channel: 'C0REQUESTS', thread_ts: '1.000001', text: 'Late news' });
    expect(await read('/slack')).toMatch(/posted before the inbox was started[\s\S]*Late news/);
  });
});

describe('the inbox’s Telegram', () => {
  it('shows chats by name and what a message replies to', async () => {
    const url = `${telegram.apiUrl}/bot1:test/sendMessage`;
    await call({ url }, { chat_id: '501', text: 'UR-9 created' });
    const reply_parameters = { message_id: 1, allow_sending_without_reply: true };
    await call({ url }, { chat_id: '501', text: 'UR-9 blocked', reply_parameters });
    const page = await read('/telegram?chat=501');
    expect(page).toContain('Analyn Dimaculo');
    expect(page).toContain('2 messages');
    expect(page).toMatch(/class="replied"[^>]*>UR-9 created</);
  });

  it('plays the person who presses Start, and shows the chat that comes of it', async () => {
    const page = await read('/telegram/start/requests_bot?start=a_token-1');
    expect(page).toContain('value="a_token-1"');
    const answer = await fetch(at('/telegram/start'), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token: 'a_token-1', id: '7000000001', name: 'Sam' }),
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/telegram?chat=7000000001');
    expect(await read('/telegram?chat=7000000001')).toContain('Sam');
    const updates = await fetch(`${telegram.apiUrl}/bot1:test/getUpdates`);
    expect(await updates.json()).toMatchObject({
      result: [{ message: { text: '/start a_token-1', from: { id: 7_000_000_001 } } }],
    });
  });

  it('a link without its code says so, a form with nonsense is refused', async () => {
    expect(await read('/telegram/start/requests_bot')).toContain('ask for a new link');
    const answer = await fetch(at('/telegram/start'), {
      method: 'POST',
      body: new URLSearchParams({ token: 't', id: '-5', name: '' }),
    });
    expect(answer.status).toBe(400);
  });

  it('a form of another website presses nothing', async () => {
    const answer = await fetch(at('/telegram/start'), {
      method: 'POST',
      headers: { origin: 'https://evil.example.com' },
      body: new URLSearchParams({ token: 't', id: '5', name: 'Eve' }),
    });
    expect(answer.status).toBe(403);
  });
});

describe('the inbox itself', () => {
  it('counts on with every message and every reaction, so that open pages know', async () => {
    const seen = new Set([await version()]);
    await deliver({ to: 'maya@example.com', code: 'UR-7' });
    seen.add(await version());
    const url = `${slack.apiUrl}chat.postMessage`;
    const { ts } = await call({ url }, { channel: 'C0REQUESTS', text: 'New' });
    seen.add(await version());
    const reaction = { channel: 'C0REQUESTS', timestamp: ts, name: 'mag' };
    await call({ url: `${slack.apiUrl}reactions.add` }, reaction);
    seen.add(await version());
    await call(
      { url: `${telegram.apiUrl}/bot1:test/sendMessage` },
      { chat_id: '-100200', text: 'New' },
    );
    seen.add(await version());
    expect(seen.size).toBe(5);
  });

  it('its pages run their own script and style alone, and stand in no frame', async () => {
    const policy = (await fetch(at('/'))).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    for (const [path, type] of [
      ['/inbox.css', 'text/css'],
      ['/inbox.js', 'text/javascript'],
      ['/inbox.svg', 'image/svg+xml'],
    ] as const) {
      expect((await fetch(at(path))).headers.get('content-type'), path).toContain(type);
    }
  });

  it('answers to this machine’s names only: a website cannot reach in by a name of its own', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `inbox.example.com:${inbox.port}` };
      ask(at('/'), { headers }, (answer) => resolve(answer.resume().statusCode))
        .once('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('says which channels go elsewhere', async () => {
    expect(await read('/', empty)).toContain('SMTP_URL is set');
    expect(await read('/slack', empty)).toContain('SLACK_BOT_TOKEN');
    expect(await read('/telegram', empty)).toContain('TELEGRAM_BOT_TOKEN');
    expect((await fetch(at('/telegram/start/bot?start=x', empty))).status).toBe(404);
  });

  it('what is not there is not found, whatever stands in the address', async () => {
    for (const path of ['/nothing', '/assets/../server.ts', '/%2e%2e/server.ts', '//evil', '/%']) {
      expect((await fetch(at(path))).status, path).toBe(404);
    }
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../src/server/config.ts';
import { freePort } from '../embedded/postgres.ts';
import { ownInboxPort } from './address.ts';
import { ensureInboxPortIsFree, inboxSentence, planInbox } from './inbox.ts';
import { type Platform, startPlatform } from './platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
const running: Platform[] = [];
const listening: Server[] = [];

beforeEach(() => {
  for (const name of ['SMTP_URL', 'MAIL_FROM', 'INBOX_PORT', ...CHAT_VARIABLES]) {
    vi.stubEnv(name, '');
  }
});
const CHAT_VARIABLES = ['SLACK_BOT_TOKEN', 'SLACK_WEBHOOK_URL', 'TELEGRAM_BOT_TOKEN'];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of listening.splice(0)) await new Promise((done) => server.close(done));
});
afterAll(async () => {
  await Promise.all(running.map((platform) => platform.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function occupy(port: number): Promise<void> {
  const server = createServer();
  listening.push(server);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
}

describe('where the local inbox is', () => {
  it('stands on the next free port, and its receivers on others', async () => {
    const busy = await freePort();
    await occupy(busy);
    const plan = await planInbox({ near: busy - 1 });
    const port = Number(new URL(plan?.address ?? '').port);
    expect(port).toBeGreaterThan(busy);
    const ports = plan?.args.filter((_, index) => index % 2 === 1);
    expect(new Set(ports).size).toBe(4);
    expect(ports?.[0]).toBe(String(port));
  });

  it('INBOX_PORT that is busy is named, with the way out', async () => {
    const port = await freePort();
    await occupy(port);
    await expect(ensureInboxPortIsFree({ port, near: 1 })).rejects.toThrow(
      `Port ${port} is busy: another program, or another run of the platform, listens there. Stop it, or choose another port: INBOX_PORT=${port + 1} npm start`,
    );
  });

  it.each(['0', '65536', 'high', '80.5', '-1'])('INBOX_PORT=%s is refused in words', (given) => {
    vi.stubEnv('INBOX_PORT', given);
    expect(() => ownInboxPort()).toThrow(
      'INBOX_PORT must be a whole number from 1 to 65535, e.g. 8081.',
    );
  });

  it('INBOX_PORT is optional', () => {
    expect(ownInboxPort()).toBeUndefined();
    vi.stubEnv('INBOX_PORT', '9000');
    expect(ownInboxPort()).toBe(9_000);
  });
});

describe('what the local inbox receives', () => {
  const required = {
    DATABASE_URL: 'postgres://embedded/requests',
    SITE_URL: 'http://localhost',
    SECRET_KEY: '-'.repeat(32),
    DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
  };

  it('is everything by default, in a configuration that the platform takes', async () => {
    const plan = await planInbox({ near: 8_080 });
    const { config, secrets } = loadSettings({ ...required, ...plan?.env });
    expect(secrets.providers.smtpUrl).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/);
    expect(secrets.providers.slackBotToken).not.toBeNull();
    expect(secrets.providers.telegramBotToken).not.toBeNull();
    expect(config.mail.from).toBe('Requests <requests@example.com>');
    expect(config.slack.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(config.telegram.linkUrl).toBe(`${plan?.address}/telegram/start`);
    expect(plan === null ? '' : inboxSentence(plan)).toBe(
      `What it sends (mail, Slack and Telegram) arrives in the local inbox at ${plan?.address}`,
    );
  });

  it.each([
    ['SMTP_URL', 'smtp://mail.example.com', ['slack', 'telegram']],
    ['SLACK_BOT_TOKEN', 'xoxb-own', ['email', 'telegram']],
    ['SLACK_WEBHOOK_URL', 'https://hooks.example.com/x', ['email', 'telegram']],
    ['TELEGRAM_BOT_TOKEN', '1:own', ['email', 'slack']],
  ])('with %s set, that channel goes to its own provider', async (name, value, left) => {
    vi.stubEnv(name, value);
    const plan = await planInbox({ near: 8_080 });
    expect(plan?.channels).toEqual(left);
    expect(plan?.env).not.toHaveProperty(name);
  });

  it('with all of them set there is no inbox', async () => {
    vi.stubEnv('SMTP_URL', 'smtp://mail.example.com');
    vi.stubEnv('SLACK_BOT_TOKEN', 'xoxb-own');
    vi.stubEnv('TELEGRAM_BOT_TOKEN', '1:own');
    await expect(planInbox({ near: 8_080 })).resolves.toBeNull();
    expect(inboxSentence(null)).toBe('');
  });
});

it('the platform outlives its inbox, which comes back by itself and ends with the platform', {
  timeout: 60_000,
}, async () => {
  const port = await freePort();
  const platform = await startPlatform({
    dataDir: join(folder, 'data'),
    host: '127.0.0.1',
    port,
    durable: false,
    inbox: { near: port },
    env: { LOG_LEVEL: 'silent' },
    say: () => undefined,
  });
  running.push(platform);
  const { inbox } = platform;
  if (inbox === null) throw new Error('there is no inbox');
  const answers = async (address: string): Promise<boolean> =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
  const page = `${inbox.address}/state.json`;
  expect(await answers(page)).toBe(true);
  expect(inbox.channels).toEqual(['email', 'slack', 'telegram']);

  const { pid } = inbox.process;
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await expect.poll(() => inbox.process.crashes, { timeout: 10_000 }).toBe(1);
  expect(await answers(`${platform.address}/readyz`)).toBe(true);
  await expect.poll(() => answers(page), { timeout: 20_000 }).toBe(true);
  expect(inbox.process.pid).not.toBe(pid);
  expect([platform.apis[0]?.crashes, platform.workers[0]?.crashes]).toEqual([0, 0]);

  await platform.stop();
  expect(await answers(page)).toBe(false);
});

import { setTimeout as pause } from 'node:timers/promises';
import { CHANNELS, type Channel } from '../../src/domain/notifications/deliveries.ts';
import { freePort } from '../embedded/postgres.ts';
import { own } from './address.ts';
import { type Child, runChild } from './child.ts';
import { ensurePortIsFree } from './port.ts';

/**
 * The local inbox beside an embedded platform: receives on this machine what would otherwise go
 * nowhere, because nothing says where mail, Slack or Telegram messages are to be sent.
 */
export interface InboxPlan {
  readonly address: string;
  /** What it receives. */
  readonly channels: readonly [Channel, ...Channel[]];
  /** What the platform's processes are told. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

export interface RunningInbox extends Pick<InboxPlan, 'address' | 'channels'> {
  readonly process: Child;
}

export interface InboxOptions {
  /** Must be free. */
  readonly port?: number | undefined;
  /** Without `port`: the next free one after this. */
  readonly near: number;
}

/** Whoever sets one of these sends that channel's messages to a provider of their own. */
const VARIABLES: Readonly<Record<Channel, readonly string[]>> = {
  email: ['SMTP_URL'],
  slack: ['SLACK_BOT_TOKEN', 'SLACK_WEBHOOK_URL'],
  telegram: ['TELEGRAM_BOT_TOKEN'],
};

const LOCAL = '127.0.0.1';
const PORTS_TRIED = 50;
const answersWithinMs = 10_000;
/** It is started again: a port that was taken for a moment is free then. */
const CRASHES_FORGIVEN = 3;

/** Throws a sentence when the port that somebody asked for is busy. */
export async function ensureInboxPortIsFree({ port }: InboxOptions): Promise<void> {
  if (port !== undefined) await ensurePortIsFree(LOCAL, port, 'INBOX_PORT');
}

/** @returns null when every channel is sent elsewhere */
export async function planInbox({ port, near }: InboxOptions): Promise<InboxPlan | null> {
  const [first, ...others] = CHANNELS.filter((channel) =>
    VARIABLES[channel].every((name) => own(name) === undefined),
  );
  if (first === undefined) return null;
  const chosen = port ?? (await nextFreePort(near));
  const address = `http://localhost:${chosen}`;
  let last = chosen;
  const env: Record<string, string> = {};
  const args = ['--port', String(chosen)];
  for (const channel of [first, ...others]) {
    last = await nextFreePort(last);
    Object.assign(env, environmentOf(channel, last, address));
    args.push(channel === 'email' ? '--smtp' : `--${channel}`, String(last));
  }
  return { address, channels: [first, ...others], env, args };
}

function environmentOf(channel: Channel, port: number, inbox: string): Record<string, string> {
  switch (channel) {
    case 'email':
      return {
        SMTP_URL: `smtp://${LOCAL}:${port}`,
        MAIL_FROM: own('MAIL_FROM') ?? 'Requests <requests@example.com>',
      };
    case 'slack':
      return { SLACK_BOT_TOKEN: 'xoxb-local-inbox', SLACK_API_URL: `http://${LOCAL}:${port}/api/` };
    case 'telegram':
      return {
        TELEGRAM_BOT_TOKEN: '1000000001:local-inbox',
        TELEGRAM_API_URL: `http://${LOCAL}:${port}`,
        TELEGRAM_LINK_URL: `${inbox}/telegram/start`,
      };
  }
}

/** Runs it and waits until it answers; what it lacks it says itself, and the platform goes on. */
export async function startInbox(
  { address, channels, args }: InboxPlan,
  siteUrl: string,
  say: (sentence: string) => void,
): Promise<RunningInbox> {
  const child = runChild({
    name: 'local inbox',
    entry: 'scripts/standin/run.ts',
    args: [...args, '--site', siteUrl],
    env: {},
    say,
  });
  const deadline = Date.now() + answersWithinMs;
  while (Date.now() < deadline && child.crashes < CRASHES_FORGIVEN) {
    const answer = await fetch(`${address}/state.json`).catch(() => undefined);
    if (answer?.ok === true) break;
    await pause(50);
  }
  return { address, channels, process: child };
}

const WORDS: Readonly<Record<Channel, string>> = {
  email: 'mail',
  slack: 'Slack',
  telegram: 'Telegram',
};
const listed = new Intl.ListFormat('en-GB');

/** For the terminal; empty when there is no inbox. */
export function inboxSentence(inbox: Pick<RunningInbox, 'address' | 'channels'> | null): string {
  if (inbox === null) return '';
  const names = listed.format(inbox.channels.map((channel) => WORDS[channel]));
  return `What it sends (${names}) arrives in the local inbox at ${inbox.address}`;
}

async function nextFreePort(after: number): Promise<number> {
  const last = Math.min(after + PORTS_TRIED, 65_535);
  for (let port = after + 1; port <= last; port += 1) {
    const isFree = await ensurePortIsFree(LOCAL, port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  return freePort();
}

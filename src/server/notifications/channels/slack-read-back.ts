import type { WebClient } from '@slack/web-api';
import type { Earlier, Outcome, SlackThread } from './channel.ts';
import { channelFault, slackTrouble, THREAD_LOST, TOKEN_FAULTS } from './slack-errors.ts';

/**
 * N4: whether a post whose answer got lost is in Slack. Every post carries its key as message
 * metadata, so it is looked for where it can be: in its thread, or in the channel since just before
 * the attempt.
 */
export const METADATA_EVENT = 'requests_delivery';

export interface PostedMessage {
  /** Id, as Slack answered it. */
  readonly channel: string;
  readonly ts: string;
  /** Of the thread that it is a reply in. */
  readonly threadTs: string | null;
}

export type ReadBack =
  | { readonly kind: 'found'; readonly message: PostedMessage }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly outcome: Outcome<SlackThread> };

/** Slack's clock and ours need not agree. */
const CLOCKS_DIFFER_BY_MS = 5 * 60_000;
const PAGE_SIZE = 200;
/** Whoever talks that much in a channel makes the search too long: then nobody can tell. */
const MOST_PAGES = 25;

/** The parts of Slack's answers that are read here. */
interface Page {
  readonly messages?: readonly {
    readonly ts?: string;
    readonly thread_ts?: string;
    readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
  }[];
  readonly has_more?: boolean;
  readonly response_metadata?: { readonly next_cursor?: string };
}

/**
 * @param asked the channel as the settings name it
 * @param thread of the lane; it may be in another channel when the setting was changed meanwhile
 */
export async function findPosted(
  client: WebClient,
  key: string,
  earlier: Earlier,
  asked: string,
  thread: SlackThread | null,
): Promise<ReadBack> {
  const oldest = ((earlier.startedAtEpochMs - CLOCKS_DIFFER_BY_MS) / 1_000).toFixed(6);
  const common = { oldest, limit: PAGE_SIZE, include_all_metadata: true } as const;
  try {
    if (thread !== null) {
      const found = await findInThread(client, key, thread, common);
      if (found !== null || thread.asked === asked) return readAs(found);
    }
    const channel = await channelId(client, asked);
    if (channel === null) return unknown(`no channel ${asked} to look for the message in`);
    const found = await search(key, channel, (cursor) =>
      client.conversations.history({ channel, ...common, ...cursor }),
    );
    return readAs(found);
  } catch (error) {
    return unreadable(error, asked);
  }
}

type Search = PostedMessage | 'too much' | null;

function readAs(found: Search): ReadBack {
  if (found === 'too much') return unknown('too many messages since then to look for it');
  return found === null ? { kind: 'absent' } : { kind: 'found', message: found };
}

/** A thread that is gone holds nothing: what was meant for it went to its channel. */
async function findInThread(
  client: WebClient,
  key: string,
  { channel, ts }: SlackThread,
  common: { readonly oldest: string; readonly limit: number; readonly include_all_metadata: true },
): Promise<Search> {
  try {
    return await search(key, channel, (cursor) =>
      client.conversations.replies({ channel, ts, ...common, ...cursor }),
    );
  } catch (error) {
    const trouble = slackTrouble(error);
    if (trouble.kind !== 'refused' || !THREAD_LOST.has(trouble.error)) throw error;
    return search(key, channel, (cursor) =>
      client.conversations.history({ channel, ...common, ...cursor }),
    );
  }
}

async function search(
  key: string,
  channel: string,
  read: (cursor: { readonly cursor?: string }) => Promise<Page>,
): Promise<Search> {
  let cursor: { readonly cursor?: string } = {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { messages = [], response_metadata: more } = await read(cursor);
    for (const { ts, thread_ts: threadTs = null, metadata } of messages) {
      if (ts === undefined || metadata?.event_type !== METADATA_EVENT) continue;
      const payload = metadata.event_payload;
      if (payload === undefined || !('key' in payload) || payload.key !== key) continue;
      return { channel, ts, threadTs: threadTs === ts ? null : threadTs };
    }
    if (!more?.next_cursor) return null;
    cursor = { cursor: more.next_cursor };
  }
  return 'too much';
}

/** Histories are read by id only. Null when no channel that the app sees has this name. */
async function channelId(client: WebClient, asked: string): Promise<string | null> {
  if (/^[CGD][A-Z0-9]{6,}$/.test(asked)) return asked;
  const name = asked.replace(/^#/, '').toLowerCase();
  let cursor: { readonly cursor?: string } = {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { channels = [], response_metadata: more } = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: 1_000,
      ...cursor,
    });
    const id = channels.find((channel) => channel.name === name)?.id;
    if (id !== undefined) return id;
    if (!more?.next_cursor) return null;
    cursor = { cursor: more.next_cursor };
  }
  return null;
}

function unreadable(error: unknown, asked: string): ReadBack {
  const trouble = slackTrouble(error);
  if (trouble.kind === 'retry') {
    // Reading has limits of its own: they say nothing about posting to the channel.
    const reach = trouble.reach === 'destination' ? 'delivery' : trouble.reach;
    return { kind: 'unreadable', outcome: { ...trouble, isUncertain: true, reach } };
  }
  // A token that is refused stops everything: mended first, and looked for after that.
  if (TOKEN_FAULTS.has(trouble.error)) {
    const fault = channelFault(trouble, asked) ?? trouble.error;
    return { kind: 'unreadable', outcome: { kind: 'channel_off', error: fault } };
  }
  const why = trouble.neededScope ?? trouble.error;
  return unknown(`Slack does not let the app look for it (${why})`);
}

function unknown(why: string): ReadBack {
  const error = `Slack may have taken it, its answer was lost: ${why}.`;
  return { kind: 'unreadable', outcome: { kind: 'unknown', error } };
}

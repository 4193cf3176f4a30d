import { createHash } from 'node:crypto';
import {
  KEPT_MESSAGES,
  type PeerAnswer,
  type PeerCall,
  type PeerRequest,
  Recent,
  startHttpPeer,
  type Trouble,
  type TroubleScope,
  Troubles,
} from './http-peer.ts';
import { channelLimits } from './slack-limits.ts';
import { messageError } from './slack-message.ts';

/**
 * A stand-in of Slack: enough of its Web API and of incoming webhooks to post, thread, react and
 * read back, with the troubles the real one makes. For tests, and for `npm start` without a Slack.
 */
export interface PostedMessage {
  /** Its id. */
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  /** Emoji names, in the order they were set. */
  readonly reactions: readonly string[];
  readonly via: 'bot' | 'webhook';
  /** When it arrived, epoch milliseconds. */
  readonly at: number;
}

export interface SlackPeer {
  readonly port: number;
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  /** For SLACK_WEBHOOK_URL. */
  readonly webhookUrl: string;
  /** The newest 2,000, oldest first. */
  readonly messages: readonly PostedMessage[];
  onMessage(listener: (message: PostedMessage) => void): void;
  /** Makes trouble for the next call, or for those the scope names. */
  behave(trouble: Trouble, scope?: TroubleScope): void;
  /** Back to good manners. */
  behaveWell(): void;
  /** Messages a second in one channel, after a burst; null: no limit. */
  limit(limit: { readonly perSecond: number; readonly burst: number } | null): void;
  /** From now on the channel of this name is another one. */
  renameTo(name: string, id: string): void;
  stop(): Promise<void>;
}

type Stored = { -readonly [K in keyof PostedMessage]: PostedMessage[K] } & { reactions: string[] };

const WEBHOOK_PATH = '/services/T00000000/B00000000/standin';
const WEBHOOK_CHANNEL = 'C0WEBHOOK';

/** @param options.token the only one that is let in; any unless given */
export async function startSlackPeer(
  options: { readonly port?: number; readonly token?: string } = {},
): Promise<SlackPeer> {
  const stored = new Recent<Stored>(KEPT_MESSAGES);
  const troubles = new Troubles();
  const limits = channelLimits();
  const listeners: ((message: PostedMessage) => void)[] = [];
  const channelIds = new Map<string, string>();
  let lastTs = 0;

  /** Unique, and in order even within a microsecond. */
  const nextTs = (): string => {
    lastTs = Math.max(lastTs + 1, Date.now() * 1_000);
    return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`;
  };

  const idOf = (channel: string): string => {
    if (/^[CG][A-Z0-9]{6,}$/.test(channel)) return channel;
    const name = channel.replace(/^#/, '');
    const known = channelIds.get(name);
    if (known !== undefined) return known;
    const made = `C${createHash('sha256').update(name).digest('hex').slice(0, 9).toUpperCase()}`;
    channelIds.set(name, made);
    return made;
  };

  const store = (message: Stored): Stored => {
    stored.push(message);
    for (const listener of listeners) listener(message);
    return message;
  };

  const postMessage = (args: PeerCall['args']): PeerAnswer => {
    const channel = idOf(textOf(args.channel));
    const waitSeconds = limits.take(channel);
    if (waitSeconds > 0) return tooMany(waitSeconds);
    const blocks = listOf(args.blocks);
    const text = textOf(args.text);
    const error = messageError(text, blocks);
    if (error !== null) return no(error);
    const message = store({
      channel,
      ts: nextTs(),
      threadTs: typeof args.thread_ts === 'string' ? args.thread_ts : null,
      text,
      blocks,
      metadata: parsed(args.metadata) ?? null,
      reactions: [],
      via: 'bot',
      at: Date.now(),
    });
    return yes({ channel, ts: message.ts, message: wire(message) });
  };

  const addReaction = (args: PeerCall['args']): PeerAnswer => {
    const name = textOf(args.name);
    if (!/^[\w+-]+$/.test(name)) return no('invalid_name');
    const message = stored.items.findLast(
      ({ channel, ts }) => ts === args.timestamp && channel === args.channel,
    );
    if (message === undefined) return no('message_not_found');
    if (message.reactions.includes(name)) return no('already_reacted');
    message.reactions.push(name);
    return yes({});
  };

  /** Replies come oldest first, a channel's history newest first, as Slack does it. */
  const read = (
    args: PeerCall['args'],
    matches: (message: Stored) => boolean,
    isNewest: boolean,
  ) => {
    const oldest = Number(args.oldest ?? 0);
    const found = stored.items.filter(
      (message) =>
        message.channel === args.channel && Number(message.ts) > oldest && matches(message),
    );
    if (isNewest) found.reverse();
    const limit = Number(args.limit ?? 100);
    const from = Number(args.cursor ?? 0);
    const next = from + limit;
    const isAll = String(args.include_all_metadata) === 'true';
    return yes({
      messages: found.slice(from, next).map((message) => wire(message, isAll)),
      has_more: next < found.length,
      response_metadata: { next_cursor: next < found.length ? String(next) : '' },
    });
  };

  const readReplies = (args: PeerCall['args']): PeerAnswer => {
    const { ts } = args;
    if (!stored.items.some((message) => message.ts === ts && message.channel === args.channel)) {
      return no('thread_not_found');
    }
    return read(args, (message) => message.ts === ts || message.threadTs === ts, false);
  };

  const listChannels = (): PeerAnswer =>
    yes({
      channels: [...channelIds].map(([name, id]) => ({ id, name })),
      response_metadata: { next_cursor: '' },
    });

  const postToWebhook = (args: PeerCall['args']): PeerAnswer => {
    const waitSeconds = limits.take(WEBHOOK_CHANNEL);
    if (waitSeconds > 0) return tooMany(waitSeconds);
    const text = textOf(args.text);
    const blocks = listOf(args.blocks);
    const error = messageError(text, blocks);
    if (error !== null) return { status: 400, body: error };
    store({
      channel: WEBHOOK_CHANNEL,
      ts: nextTs(),
      threadTs: null,
      text,
      blocks,
      metadata: null,
      reactions: [],
      via: 'webhook',
      at: Date.now(),
    });
    return { body: 'ok' };
  };

  const answer = ({ method, args }: PeerCall, request: PeerRequest): PeerAnswer => {
    if (method === 'webhook') return postToWebhook(args);
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.token;
    if (given === undefined) return no('not_authed');
    if (options.token !== undefined && given !== options.token) return no('invalid_auth');
    switch (method) {
      case 'auth.test':
        return yes({
          user: 'requests',
          team: 'Stand-in',
          user_id: 'U0STANDIN',
          bot_id: 'B0STANDIN',
        });
      case 'chat.postMessage':
        return postMessage(args);
      case 'reactions.add':
        return addReaction(args);
      case 'conversations.replies':
        return readReplies(args);
      case 'conversations.history':
        return read(args, ({ threadTs }) => threadTs === null, true);
      case 'conversations.list':
        return listChannels();
      default:
        return no('unknown_method');
    }
  };

  const peer = await startHttpPeer({
    port: options.port,
    troubles,
    callOf: ({ path, args }) => {
      const method = path === WEBHOOK_PATH ? 'webhook' : path.replace(/^\/api\//, '');
      // A channel that is spoken of exists, whatever becomes of the call.
      if (method === 'chat.postMessage') idOf(textOf(args.channel));
      return { method, args };
    },
    answer,
  });
  return {
    port: peer.port,
    apiUrl: `${peer.url}/api/`,
    webhookUrl: `${peer.url}${WEBHOOK_PATH}`,
    messages: stored.items,
    onMessage: (listener) => void listeners.push(listener),
    behave: (trouble, scope = {}) => troubles.add(trouble, scope),
    behaveWell: () => troubles.clear(),
    limit: (limit) => limits.set(limit),
    renameTo: (name, id) => void channelIds.set(name.replace(/^#/, ''), id),
    stop: peer.stop,
  };
}

/** A trouble: Slack says `ok: false` with this error. */
export function slackError(error: string): Trouble {
  return { kind: 'answer', ...no(error) };
}

/** A trouble: Slack says 429. */
export function slackTooMany(retryAfterSeconds: number): Trouble {
  return { kind: 'answer', ...tooMany(retryAfterSeconds) };
}

const yes = (body: object): PeerAnswer => ({ body: { ok: true, ...body } });
const no = (error: string): PeerAnswer => ({ body: { ok: false, error } });
const tooMany = (seconds: number): PeerAnswer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
});

function wire(message: Stored, withMetadata = true): object {
  return {
    type: 'message',
    bot_id: 'B0STANDIN',
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    ...(message.threadTs !== null && { thread_ts: message.threadTs }),
    ...(withMetadata && message.metadata !== null && { metadata: message.metadata }),
    reactions: message.reactions.map((name) => ({ name, count: 1 })),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Structures arrive as JSON text in forms, as they are in JSON bodies. */
function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

function listOf(value: unknown): readonly unknown[] {
  const list = value === undefined ? [] : parsed(value);
  return Array.isArray(list) ? list : [];
}

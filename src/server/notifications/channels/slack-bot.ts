import { type Logger, LogLevel, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { renderSlack } from '../render/slack.ts';
import type { Outcome, Parcel, SlackChannel, SlackThread, SlackTo } from './channel.ts';
import { openProviderFetch } from './provider-fetch.ts';
import {
  CHANNEL_LOST,
  MESSAGE_FAULTS,
  refusedPost,
  retryAfterSeconds,
  type SlackTrouble,
  slackTrouble,
  THREAD_LOST,
  unreadable,
} from './slack-errors.ts';
import { findPosted, METADATA_EVENT, type PostedMessage } from './slack-read-back.ts';

export interface SlackBotOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  /** For one call. */
  readonly timeoutMs?: number;
}

type SlackParcel = Parcel<SlackTo, SlackThread>;
type SlackOutcome = Outcome<SlackThread>;

const TIMEOUT_MS = 15_000;

/**
 * Slack by a bot's token (N8): one thread per request and channel (N1), mentions, reactions on its
 * first message, and a post whose answer got lost is looked for before it is made again (N4).
 */
export function openSlackBot(options: SlackBotOptions): SlackChannel {
  const http = openProviderFetch(options.timeoutMs ?? TIMEOUT_MS);
  const client = new WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    logger: silent,
    // Deliveries are retried by their queue, which also decides how many are under way.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    allowAbsoluteUrls: false,
    async fetch(url, init) {
      const answer = await http.fetch(url, init);
      if (answer.status === 429) throw new WebAPIRateLimitedError(retryAfterSeconds(answer));
      return answer;
    },
  });
  return {
    send: (parcel, signal) => http.within(signal, () => send(client, parcel)),
    close: async () => http.close(),
  };
}

async function send(client: WebClient, parcel: SlackParcel): Promise<SlackOutcome> {
  const { earlier, thread, to, key } = parcel;
  let posted = knownPost(parcel);
  if (posted === null && earlier !== null) {
    const readBack = await findPosted(client, key, earlier, to.channel, thread);
    if (readBack.kind === 'unreadable') return readBack.outcome;
    if (readBack.kind === 'found') posted = readBack.message;
  }
  if (posted === null) {
    const answer = await post(client, parcel);
    if ('kind' in answer) return answer;
    posted = answer;
  }
  return react(client, parcel, posted);
}

/** Slack's ids of a message in one text. */
const providerId = ({ channel, ts }: PostedMessage) => `${channel}:${ts}`;

/** A message that is known to be out, when only its reaction is missing. */
function knownPost({ earlier, thread }: SlackParcel): PostedMessage | null {
  const [channel, ts] = earlier?.providerId?.split(':') ?? [];
  if (channel === undefined || ts === undefined) return null;
  const isReply = thread?.channel === channel && thread.ts !== ts;
  return { channel, ts, threadTs: isReply ? thread.ts : null };
}

async function post(client: WebClient, parcel: SlackParcel): Promise<PostedMessage | SlackOutcome> {
  const { thread, to } = parcel;
  const { text, blocks } = renderSlack(parcel.message, to.mentions);
  // A changed setting starts a thread in the new channel.
  let root = thread?.asked === to.channel ? thread : null;
  let isPlain = false;
  for (;;) {
    try {
      const answer = await client.chat.postMessage({
        channel: root?.channel ?? to.channel,
        text,
        ...(!isPlain && { blocks }),
        ...(root !== null && { thread_ts: root.ts }),
        metadata: { event_type: METADATA_EVENT, event_payload: { key: parcel.key } },
        unfurl_links: false,
        unfurl_media: false,
      });
      const { channel, ts } = answer;
      if (channel === undefined || ts === undefined) return unreadable();
      return { channel, ts, threadTs: root?.ts ?? null };
    } catch (error) {
      const trouble = slackTrouble(error);
      if (trouble.kind === 'retry') return trouble;
      if (MESSAGE_FAULTS.has(trouble.error) && !isPlain) isPlain = true;
      else if (root !== null && isLost(trouble.error, root, to)) root = null;
      else return refusedPost(trouble, to.channel);
    }
  }
}

/** Whether a new thread may do what this one cannot any more. */
function isLost(error: string, { channel }: SlackThread, { channel: asked }: SlackTo): boolean {
  return THREAD_LOST.has(error) || (CHANNEL_LOST.has(error) && channel !== asked);
}

/** The reaction belongs on the thread's first message, whichever message brings it. */
async function react(
  client: WebClient,
  { to, thread }: SlackParcel,
  posted: PostedMessage,
): Promise<SlackOutcome> {
  const ts = posted.threadTs ?? posted.ts;
  const isSame = thread?.channel === posted.channel && thread.ts === ts;
  const root = isSame ? thread : { channel: posted.channel, asked: to.channel, ts };
  const sent: SlackOutcome = { kind: 'sent', providerId: providerId(posted), thread: root };
  if (to.reaction === null) return sent;
  try {
    await client.reactions.add({ channel: root.channel, timestamp: root.ts, name: to.reaction });
    return sent;
  } catch (error) {
    const trouble: SlackTrouble = slackTrouble(error);
    // It is there already, or never can be: the message itself is out.
    if (trouble.kind === 'refused') return sent;
    const reach = trouble.reach === 'destination' ? 'delivery' : trouble.reach;
    return { ...trouble, kind: 'posted', reach, providerId: providerId(posted), thread: root };
  }
}

const nothing = () => undefined;

/** What goes wrong is told by outcomes; the client's own log would repeat it on the console. */
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

import { createHash } from 'node:crypto';
import {
  KEPT_MESSAGES,
  type PeerAnswer,
  type PeerCall,
  Recent,
  startHttpPeer,
  type Trouble,
  type TroubleScope,
  Troubles,
} from './http-peer.ts';
import { textError } from './telegram-message.ts';
import { updateQueue } from './telegram-updates.ts';

/**
 * A stand-in of Telegram's Bot API: enough to send, reply, poll for what people write to the bot,
 * with the troubles the real one makes. For tests, and for `npm start` without a Telegram.
 */
export interface SentMessage {
  /** Its id, as text. */
  readonly chat: string;
  readonly messageId: number;
  readonly replyTo: number | null;
  /** Forum topic. */
  readonly topic: number | null;
  readonly text: string;
  readonly entities: readonly unknown[];
  /** When it arrived, epoch milliseconds. */
  readonly at: number;
}

export interface TelegramPerson {
  readonly id: number;
  readonly firstName: string;
}

export interface TelegramPeer {
  readonly port: number;
  /** For TELEGRAM_API_URL. */
  readonly apiUrl: string;
  readonly botName: string;
  /** The newest 2,000, oldest first. */
  readonly messages: readonly SentMessage[];
  onMessage(listener: (message: SentMessage) => void): void;
  /** What the client does when a person opens a start link and presses Start. */
  pressStart(person: TelegramPerson, token: string): void;
  /** A person writes to the bot, in private unless a chat is named. */
  write(person: TelegramPerson, text: string, groupId?: number): void;
  /** How many updates nobody has confirmed yet. */
  readonly unconfirmed: number;
  /** Makes trouble for the next call, or for those the scope names. */
  behave(trouble: Trouble, scope?: TroubleScope): void;
  /** Back to good manners. */
  behaveWell(): void;
  stop(): Promise<void>;
}

export interface TelegramPeerOptions {
  readonly port?: number;
  /** The only one that is let in; any unless given. */
  readonly token?: string;
  readonly botName?: string;
  /** Where ids begin, 1 unless given. After a restart they must not be those of before. */
  readonly firstId?: number;
}

export async function startTelegramPeer(options: TelegramPeerOptions = {}): Promise<TelegramPeer> {
  const botName = options.botName ?? 'requests_standin_bot';
  const sent = new Recent<SentMessage>(KEPT_MESSAGES);
  const troubles = new Troubles();
  const { firstId = 1 } = options;
  const updates = updateQueue(firstId);
  const listeners: ((message: SentMessage) => void)[] = [];
  const lastIds = new Map<string, number>();

  const nextId = (chat: string): number => {
    const id = (lastIds.get(chat) ?? firstId - 1) + 1;
    lastIds.set(chat, id);
    return id;
  };

  const sendMessage = (args: PeerCall['args']): PeerAnswer => {
    const chat = chatOf(args.chat_id);
    if (chat === null) return no(400, 'Bad Request: chat not found');
    const text = typeof args.text === 'string' ? args.text : '';
    const entities = listOf(args.entities);
    const error = textError(text, entities);
    if (error !== null) return no(400, `Bad Request: ${error}`);
    const reply = replyOf(args.reply_parameters);
    const isThere = sent.items.some(
      (message) => message.chat === chat && message.messageId === reply?.messageId,
    );
    if (reply !== null && !isThere && !reply.maySendWithout) {
      return no(400, 'Bad Request: message to be replied not found');
    }
    const message: SentMessage = {
      chat,
      messageId: nextId(chat),
      replyTo: isThere ? (reply?.messageId ?? null) : null,
      topic: typeof args.message_thread_id === 'number' ? args.message_thread_id : null,
      text,
      entities,
      at: Date.now(),
    };
    sent.push(message);
    for (const listener of listeners) listener(message);
    return yes({
      message_id: message.messageId,
      date: Math.floor(message.at / 1_000),
      chat: { id: Number(chat), type: Number(chat) > 0 ? 'private' : 'supergroup' },
      text,
    });
  };

  const answer = async (
    { method, args }: PeerCall,
    path: string,
    gone: AbortSignal,
  ): Promise<PeerAnswer> => {
    const token = /^\/bot([^/]+)\//.exec(path)?.[1];
    if (token === undefined) return no(404, 'Not Found');
    if (options.token !== undefined && token !== options.token) return no(401, 'Unauthorized');
    switch (method) {
      case 'getMe':
        return yes({ id: 1_000_000_001, is_bot: true, first_name: 'Requests', username: botName });
      case 'sendMessage':
        return sendMessage(args);
      case 'getUpdates': {
        const taken = await updates.take(Number(args.offset ?? 0), Number(args.timeout ?? 0), gone);
        if (taken !== null) return yes(taken);
        return no(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        );
      }
      default:
        return no(404, 'Not Found: method not found');
    }
  };

  const peer = await startHttpPeer({
    port: options.port,
    troubles,
    callOf: ({ path, args }) => ({ method: path.slice(path.lastIndexOf('/') + 1), args }),
    answer: (call, { path }, gone) => answer(call, path, gone),
  });

  const write: TelegramPeer['write'] = (person, text, groupId) => {
    const chat = groupId ?? person.id;
    const isCommand = text.startsWith('/');
    updates.add({
      message: {
        message_id: nextId(String(chat)),
        date: Math.floor(Date.now() / 1_000),
        from: { id: person.id, is_bot: false, first_name: person.firstName },
        chat:
          groupId === undefined
            ? { id: chat, type: 'private', first_name: person.firstName }
            : { id: chat, type: 'supergroup', title: 'A group' },
        text,
        ...(isCommand && {
          entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }],
        }),
      },
    });
  };

  return {
    port: peer.port,
    apiUrl: peer.url,
    botName,
    messages: sent.items,
    onMessage: (listener) => void listeners.push(listener),
    pressStart: (person, token) => write(person, `/start ${token}`),
    write,
    get unconfirmed() {
      return updates.count;
    },
    behave: (trouble, scope = {}) => troubles.add(trouble, scope),
    behaveWell: () => troubles.clear(),
    stop: async () => {
      updates.close();
      await peer.stop();
    },
  };
}

/** A trouble: Telegram says no, with the facts it adds for programs. */
export function telegramError(
  code: number,
  description: string,
  parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number },
): Trouble {
  return { kind: 'answer', ...no(code, description, parameters) };
}

const yes = (result: unknown): PeerAnswer => ({ body: { ok: true, result } });
const no = (code: number, description: string, parameters?: object): PeerAnswer => ({
  status: code,
  body: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
});

/** The id as text; a public name stands for a group of its own. */
function chatOf(given: unknown): string | null {
  const chat = String(given ?? '');
  if (/^-?\d+$/.test(chat)) return chat;
  if (!/^@\w+$/.test(chat)) return null;
  return `-100${createHash('sha256').update(chat).digest().readUInt32BE(0)}`;
}

function listOf(value: unknown): readonly unknown[] {
  const list = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(list) ? list : [];
}

function replyOf(value: unknown): { messageId: number; maySendWithout: boolean } | null {
  if (typeof value !== 'object' || value === null || !('message_id' in value)) return null;
  return {
    messageId: Number(value.message_id),
    maySendWithout:
      'allow_sending_without_reply' in value && value.allow_sending_without_reply === true,
  };
}

import type { Look } from '../../../domain/look.ts';
import type { Message } from '../../../domain/notifications/messages.ts';

/**
 * How the sender speaks to a channel. A channel renders one message, hands it to its provider and
 * says what became of it; it keeps no queue, retries nothing, and reads no database. What is to be
 * sent to whom was decided before (`sending/`), what an outcome means for the delivery is decided after.
 */
export interface Channel<To, Thread> {
  /** Never throws for what a provider does; `signal` is aborted when the worker must stop at once. */
  send(parcel: Parcel<To, Thread>, signal: AbortSignal): Promise<Outcome<Thread>>;
  close(): Promise<void>;
}

export interface Parcel<To, Thread> {
  /** `<delivery id>.<resend>`: the same for every attempt at the same message (N4). */
  readonly key: string;
  readonly message: Message;
  readonly to: To;
  /** What this lane sent before; null when this is its first message (N1). */
  readonly thread: Thread | null;
  /** An earlier attempt whose answer got lost, or that got no further than posting (N4). */
  readonly earlier: Earlier | null;
}

export interface Earlier {
  readonly startedAtEpochMs: number;
  /** Set when the message itself is known to be out and only its reaction is missing. */
  readonly providerId: string | null;
}

export type Outcome<Thread> =
  /** @property thread the lane's thread from now on; null where the channel has none */
  | { readonly kind: 'sent'; readonly providerId: string; readonly thread: Thread | null }
  /** Try again later. Nobody got it, unless `isUncertain`. */
  | Retry
  /** Posted, but something that belongs to it (the reaction) is to be tried again. */
  | (Omit<Retry, 'kind'> & {
      readonly kind: 'posted';
      readonly providerId: string;
      readonly thread: Thread;
    })
  /** This recipient or this message only: the next one may go (N2). */
  | { readonly kind: 'failed'; readonly error: string }
  /** Taken or not, and no way to find out (N4). */
  | { readonly kind: 'unknown'; readonly error: string }
  /** Nothing can be sent through this channel until an admin mends it (N2). */
  | { readonly kind: 'channel_off'; readonly error: string }
  /** Telegram: the group has become another chat; to be sent there. */
  | { readonly kind: 'moved'; readonly chat: string };

export interface Retry {
  readonly kind: 'retry';
  /** What happened, for admins; no secrets, no message text. */
  readonly error: string;
  /** The provider took it perhaps; the answer was lost (N4). */
  readonly isUncertain: boolean;
  /** How long the provider asked to wait. */
  readonly waitMs: number | null;
  /** How much of the channel is affected: this delivery, its destination (a rate limit), everything. */
  readonly reach: 'delivery' | 'destination' | 'channel';
}

export interface EmailTo {
  readonly address: string;
  readonly name: string | null;
  /** For List-Unsubscribe (RFC 8058); null for what must be acted on and for shared mailboxes. */
  readonly muteUrl: string | null;
  /** Whose mail it is by its looks. */
  readonly look: Look;
}
/** The Message-IDs that this recipient got about this request, oldest first, capped (N1). */
export interface EmailThread {
  readonly messageIds: readonly string[];
}

export interface SlackTo {
  /** Id (`C…`) or name of the channel. */
  readonly channel: string;
  /** Member ids. */
  readonly mentions: readonly string[];
  /** Emoji name for the thread's first message, e.g. `octagonal_sign`. */
  readonly reaction: string | null;
}
/** The thread's first message. */
export interface SlackThread {
  /** As Slack answered it, an id. */
  readonly channel: string;
  /** As it was asked for: a changed setting starts another thread. */
  readonly asked: string;
  readonly ts: string;
}

export interface TelegramTo {
  /** Chat id, `@name` of a public one, or a user's id; a forum topic after a colon: `-100123:45`. */
  readonly chat: string;
}
/** The first message in the chat about this request. */
export interface TelegramThread {
  readonly chat: string;
  readonly messageId: number;
}

export type EmailChannel = Channel<EmailTo, EmailThread>;
export type SlackChannel = Channel<SlackTo, SlackThread>;
export type TelegramChannel = Channel<TelegramTo, TelegramThread>;

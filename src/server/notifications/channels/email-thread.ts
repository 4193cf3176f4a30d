import type { EmailThread } from './channel.ts';

/**
 * The headers that keep a request's mails together (N1). Relays replace a Message-ID now and then,
 * so the thread hangs on an id that no mail has: the request's anchor, first in every References.
 */
export interface ThreadHeaders {
  readonly messageId: string;
  /** Null for a recipient's first mail. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** `Re: ` stands before the subject. */
  readonly isReply: boolean;
  /** What the lane keeps once this mail is sent. */
  readonly next: EmailThread;
}

/** The first one, which clients know the thread by, and the last few. */
const KEPT_IDS = 10;
/** Lines of headers beyond 4 kB are refused or cut by some relays. */
const REFERENCES_BYTES = 3_900;

const safe = (text: string): string => text.replace(/[^\w.-]/g, '-');

/** The same for every attempt at the same message (N4). */
export const messageIdOf = (key: string, host: string): string => `<d${safe(key)}@${host}>`;

/** @param code of the request; null for a mail about none (a test), which has no anchor */
export function threadHeaders(
  key: string,
  code: string | null,
  thread: EmailThread | null,
  host: string,
): ThreadHeaders {
  const messageId = messageIdOf(key, host);
  const earlier = (thread?.messageIds ?? []).filter((id) => id !== messageId);
  const anchor = code === null ? [] : [`<request.${safe(code)}@${host}>`];
  return {
    messageId,
    inReplyTo: earlier.at(-1) ?? null,
    references: short([...anchor, ...capped(earlier)]),
    isReply: earlier.length > 0,
    next: { messageIds: capped([...earlier, messageId]) },
  };
}

const capped = (ids: readonly string[]): readonly string[] =>
  ids.length <= KEPT_IDS ? ids : [...ids.slice(0, 1), ...ids.slice(1 - KEPT_IDS)];

/** Leaves out what stands between the two first and the last, as far as the length demands. */
function short(ids: readonly string[]): readonly string[] {
  if (ids.length <= 3 || ids.join(' ').length <= REFERENCES_BYTES) return ids;
  return short([...ids.slice(0, 2), ...ids.slice(3)]);
}

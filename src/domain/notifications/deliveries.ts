/** What became of a notification on one channel for one recipient (N2–N4, N6), in words for people. */

export const CHANNELS = ['email', 'slack', 'telegram'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_NAMES: Record<Channel, string> = {
  email: 'Email',
  slack: 'Slack',
  telegram: 'Telegram',
};

export const DELIVERY_STATES = [
  'pending',
  'sending',
  'sent',
  'unknown',
  'failed',
  'suppressed',
] as const;
/** `pending` waits or is being retried; `unknown`: taken or not, nobody can tell (N4). */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const DELIVERY_STATE_NAMES: Record<DeliveryState, string> = {
  pending: 'Waiting',
  sending: 'Sending',
  sent: 'Sent',
  unknown: 'Unknown',
  failed: 'Failed',
  suppressed: 'Not sent',
};

/** N2, N4: what an admin may send again; whatever still waits goes by itself, what was sent is sent. */
export const SENDABLE_AGAIN = [
  'failed',
  'unknown',
  'suppressed',
] as const satisfies readonly DeliveryState[];

/** N2: what an admin may give up with a reason; what is being sent may arrive any moment. */
export const DROPPABLE = [
  'pending',
  'unknown',
  'failed',
] as const satisfies readonly DeliveryState[];

/** Why nothing was sent, decided when it would have been. */
export const SUPPRESSED_REASONS = {
  switched_off: 'Switched off for this event',
  muted: 'Muted by the user',
  not_configured: 'This channel is not configured',
  no_destination: 'No address, channel or chat is set for it',
  no_telegram: 'No linked Telegram account',
  no_access: 'May not see this request any more',
  inactive: 'The account is not active',
  same_address: 'The operations mailbox has the same address',
  before_sending: 'Older than a day when sending began',
  dropped: 'Dropped by an admin',
} as const;
export type SuppressedReason = keyof typeof SUPPRESSED_REASONS;

/** Why a Slack message does not mention somebody it could have. */
export const LEFT_OUT_REASONS = {
  muted: 'Muted by the user',
  no_slack_member_id: 'No Slack member ID',
  no_access: 'May not see this request any more',
  inactive: 'The account is not active',
} as const;
export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;

export interface LeftOutMention {
  readonly userId: number;
  readonly reason: LeftOutReason;
}

/** N6: who receives a delivery, as it is kept beside it. */
export type Recipient =
  | { readonly kind: 'operations' }
  /** A plain address from the settings, which gets what approvers get. */
  | { readonly kind: 'address'; readonly address: string }
  /** The Slack channel. */
  | { readonly kind: 'channel' }
  /** Telegram's default chat. */
  | { readonly kind: 'chat' }
  | { readonly kind: 'user'; readonly userId: number };

/** @throws Error for text that no `recipientKey` made */
export function parseRecipient(key: string): Recipient {
  if (key === 'operations' || key === 'channel' || key === 'chat') return { kind: key };
  if (key.startsWith('address:')) return { kind: 'address', address: key.slice('address:'.length) };
  const userId = /^user:(\d+)$/.exec(key)?.[1];
  if (userId !== undefined) return { kind: 'user', userId: Number(userId) };
  throw new Error(`no recipient is called ${key}`);
}

export function recipientKey(recipient: Recipient): string {
  if (recipient.kind === 'user') return `user:${recipient.userId}`;
  return recipient.kind === 'address' ? `address:${recipient.address}` : recipient.kind;
}

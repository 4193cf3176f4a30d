export interface TelegramChat {
  /** A number of up to 52 bits, or the `@name` of a public chat. */
  readonly id: number | string;
  /** Forum topic. */
  readonly topic: number | null;
  /** A person's own chat; everything else is a chat that an admin set. */
  readonly isPerson: boolean;
}

/** `-100123`, `-100123:45`, `@name`, or a user's id; null for anything else. */
export function parseTelegramChat(text: string): TelegramChat | null {
  const [, chat, topic] = /^(-?\d{1,16}|@\w{1,64})(?::(\d{1,10}))?$/.exec(text) ?? [];
  if (chat === undefined) return null;
  const id = chat.startsWith('@') ? chat : Number(chat);
  return {
    id,
    topic: topic === undefined ? null : Number(topic),
    isPerson: typeof id === 'number' && id > 0,
  };
}

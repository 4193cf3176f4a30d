import type { Issue } from '../errors.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { parseEmail, splitList } from '../kernel/lists.ts';
import type { Channel } from './deliveries.ts';

/** Where notifications that are for nobody in particular go (section 8), as an admin may set it. */
export interface NotificationSettings {
  readonly operationsMailbox: string | null;
  /** They get the mail that approvers get, and no rights. Lower-case. */
  readonly approverAddresses: readonly string[];
  /** Id or `#name` of the Slack channel. */
  readonly slackChannel: string | null;
  /** Telegram's default chat, with a forum topic after a colon. */
  readonly telegramChat: string | null;
  /** Zone of the times in messages to shared destinations. */
  readonly operationsTimezone: string;
}

type Typed = {
  readonly [K in keyof NotificationSettings]?:
    | (K extends 'approverAddresses' ? string : NotificationSettings[K])
    | undefined;
};

/** N2: the channel that a saved setting switches on again; null for what belongs to none. */
export const SETTING_CHANNELS = {
  operationsMailbox: 'email',
  approverAddresses: 'email',
  slackChannel: 'slack',
  telegramChat: 'telegram',
  operationsTimezone: null,
} as const satisfies Record<keyof NotificationSettings, Channel | null>;

/** Slack's ids are upper-case, its names lower-case and at most 80 characters long. */
const SLACK_CHANNEL = /^(?:[CDG][A-Z0-9]{2,20}|#[\p{Ll}\p{Lo}\p{Lm}\p{N}_.-]{1,80})$/u;
const TELEGRAM_CHAT = /^(?:-?[1-9]\d{0,18}|@[A-Za-z]\w{3,31})(?::[1-9]\d{0,9})?$/;
const MOST_ADDRESSES = 50;
/** Of a value that is none, no more than a line is repeated. */
const SHOWN_LENGTH = 60;

/**
 * The given settings trimmed and checked; absent ones stay absent, emptied ones are null or none.
 * Approver addresses are split at commas and new lines, and the wrong ones named (R6).
 * @returns `issues` empty when all is well
 */
export function checkNotificationSettings(typed: Typed): {
  readonly settings: Partial<NotificationSettings>;
  readonly issues: readonly Issue[];
} {
  const settings: { -readonly [K in keyof NotificationSettings]?: NotificationSettings[K] } = {};
  const issues: Issue[] = [];
  const wrong = (path: keyof NotificationSettings, message: string) =>
    issues.push({ path, message });
  const emptied = (text: string | null) => (text?.trim() ?? '') || null;

  if (typed.operationsMailbox !== undefined) {
    const text = emptied(typed.operationsMailbox);
    settings.operationsMailbox = text === null ? null : parseEmail(text);
    if (text !== null && settings.operationsMailbox === null) {
      wrong('operationsMailbox', `${shown(text)} is not an email address`);
    }
  }
  if (typed.approverAddresses !== undefined) {
    const entries = splitList(typed.approverAddresses);
    const bad = entries.filter((entry) => parseEmail(entry) === null);
    settings.approverAddresses = [...new Set(entries.map(parseEmail))].filter(
      (address) => address !== null,
    );
    if (bad.length > 0) {
      const are = bad.length === 1 ? 'is not an email address' : 'are not email addresses';
      wrong('approverAddresses', `${bad.map(shown).join(', ')} ${are}`);
    } else if (settings.approverAddresses.length > MOST_ADDRESSES) {
      wrong('approverAddresses', `At most ${MOST_ADDRESSES} addresses`);
    }
  }
  if (typed.slackChannel !== undefined) {
    settings.slackChannel = emptied(typed.slackChannel);
    if (settings.slackChannel !== null && !SLACK_CHANNEL.test(settings.slackChannel)) {
      wrong(
        'slackChannel',
        'Enter the id of a channel, e.g. C024BE91L, or its name, e.g. #requests',
      );
    }
  }
  if (typed.telegramChat !== undefined) {
    settings.telegramChat = emptied(typed.telegramChat);
    if (settings.telegramChat !== null && !TELEGRAM_CHAT.test(settings.telegramChat)) {
      wrong(
        'telegramChat',
        'Enter the id of a chat, e.g. -1001234567890, with a topic -1001234567890:5, or the @name of a public one',
      );
    }
  }
  if (typed.operationsTimezone !== undefined) {
    settings.operationsTimezone = typed.operationsTimezone.trim();
    if (!isTimeZone(settings.operationsTimezone)) {
      wrong(
        'operationsTimezone',
        `${shown(settings.operationsTimezone)} is not a time zone, e.g. Europe/Berlin`,
      );
    }
  }
  return { settings, issues };
}

const shown = (text: string) => `"${text.slice(0, SHOWN_LENGTH)}"`;

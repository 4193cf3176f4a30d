import type { LinkPurpose } from './api/account.ts';
import { type Instant, isTimeZone } from './kernel/calendar.ts';
import { formatInstant } from './kernel/time-words.ts';
import type { Message } from './notifications/messages.ts';
import { typedLine } from './notifications/typed-text.ts';

/** Mails about one's own account (section 1): one-time links, and notices of what has changed. */

export interface LinkMail {
  readonly purpose: LinkPurpose;
  /** Where it goes. */
  readonly email: string;
  /** As the account holds it; a registration has none yet. */
  readonly username: string | null;
  /** Who asked for it, as people see them; null: its reader. */
  readonly askedBy: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

interface LinkWords {
  readonly subject: string;
  readonly headline: string;
  readonly title: string;
  readonly call: string;
  readonly why: string;
}

const NAME_LENGTH = 100;
const IGNORE = 'If you did not expect it, ignore it: without the link nothing changes.';

function linkWords({ purpose, email, askedBy }: LinkMail, platform: string): LinkWords {
  const by = askedBy === null ? null : typedLine(askedBy, NAME_LENGTH);
  switch (purpose) {
    case 'invitation':
      return {
        subject: `Your invitation to ${platform}`,
        headline:
          by === null ? `You are invited to ${platform}` : `${by} invited you to ${platform}`,
        title: `An account for ${email}`,
        call: 'Choose your password',
        why: `You get this because an admin made an account for your address. ${IGNORE}`,
      };
    case 'password_reset':
      return {
        subject: `Choose a new password for ${platform}`,
        headline: 'Choose a new password',
        title: `The account of ${email}`,
        call: 'Choose a new password',
        why:
          by === null
            ? `You get this because somebody, probably you, asked for it on the sign-in page. ${IGNORE}`
            : `You get this because ${by}, an admin, asked for it. Your present password works until you choose another.`,
      };
    case 'email_change':
      return {
        subject: `Confirm your new address for ${platform}`,
        headline: 'Confirm your new address',
        title: `From now on ${email}`,
        call: 'Confirm this address',
        why: `You get this because the owner of an account asked to move it to this address. ${IGNORE}`,
      };
    case 'registration':
      return {
        subject: `Finish your registration for ${platform}`,
        headline: 'Finish your registration',
        title: `An account for ${email}`,
        call: 'Make your account',
        why: `You get this because somebody, probably you, asked to register with this address. ${IGNORE}`,
      };
  }
}

/**
 * Section 1: the mail that carries a one-time link.
 * @param url the link itself
 * @param timezone of its reader; UTC where nobody is known yet
 * @param platform what it is called (`platformName`)
 */
export function linkMessage(
  mail: LinkMail,
  url: string,
  timezone: string,
  platform: string,
): Message {
  const words = linkWords(mail, platform);
  const at = timeIn(timezone);
  return {
    event: 'account',
    code: 'Account',
    url,
    subject: words.subject,
    headline: words.headline,
    title: words.title,
    facts: [
      ...(mail.username === null ? [] : [{ label: 'Username', value: mail.username }]),
      { label: 'The link works once, until', value: at(mail.expiresAt) },
    ],
    quote: null,
    call: words.call,
    at: at(mail.createdAt),
    why: words.why,
  };
}

/** `from`: to the address that was left; `to`: to the one that took its place. */
export type AccountNotice =
  | 'has_account'
  | 'email_changed_from'
  | 'email_changed_to'
  | 'password_reset';

/** Section 1: a plain mail about an account; no link in it does anything by itself. */
export function noticeMessage(
  notice: { readonly kind: AccountNotice; readonly email: string; readonly createdAt: Instant },
  siteUrl: string,
  timezone: string,
  platform: string,
): Message {
  return {
    event: 'account',
    code: 'Account',
    ...NOTICES[notice.kind](siteUrl.replace(/\/+$/, ''), platform),
    title: `The account of ${notice.email}`,
    facts: [],
    quote: null,
    at: timeIn(timezone)(notice.createdAt),
  };
}

type NoticeWords = Pick<Message, 'subject' | 'headline' | 'url' | 'call' | 'why'>;

const ASK_AN_ADMIN = 'If that was not you, tell an admin of the platform at once.';

const NOTICES: Readonly<Record<AccountNotice, (siteUrl: string, platform: string) => NoticeWords>> =
  {
    has_account: (siteUrl, platform) => ({
      subject: `You have an account for ${platform} already`,
      headline: 'You have an account already',
      url: `${siteUrl}/sign-in`,
      call: 'Sign in',
      why: 'You get this because somebody, probably you, asked to register with this address. Sign in with your password; if you forgot it, the sign-in page sends you a link for a new one.',
    }),
    email_changed_from: (siteUrl, platform) => ({
      subject: 'The address of your account has changed',
      headline: 'This is no longer the address of your account',
      url: `${siteUrl}/sign-in`,
      call: `Open ${platform}`,
      why: `You get this because your account had this address until now; from now on another one signs in. ${ASK_AN_ADMIN}`,
    }),
    email_changed_to: (siteUrl) => ({
      subject: 'The address of your account has changed',
      headline: 'This is now the address of your account',
      url: `${siteUrl}/sign-in`,
      call: 'Sign in',
      why: 'You get this because an admin gave your account this address. Sign in with it and the password you have.',
    }),
    password_reset: (siteUrl, platform) => ({
      subject: `Your password for ${platform} has changed`,
      headline: 'Your password was changed by a link from a mail',
      url: `${siteUrl}/sign-in`,
      call: `Open ${platform}`,
      why: `You get this because a new password was chosen for your account; it was signed out everywhere else. ${ASK_AN_ADMIN}`,
    }),
  };

function timeIn(timezone: string): (at: Instant) => string {
  const zone = isTimeZone(timezone) ? timezone : 'UTC';
  return (at) => `${formatInstant(at, zone)} ${zone}`;
}

import { describe, expect, it } from 'vitest';
import {
  type AccountNotice,
  type LinkMail,
  linkMessage,
  noticeMessage,
} from './account-messages.ts';
import { LINK_PURPOSES } from './api/account.ts';
import { instant } from './kernel/calendar.ts';

const mail = (more: Partial<LinkMail> = {}): LinkMail => ({
  purpose: 'invitation',
  email: 'dana@example.com',
  username: 'dana',
  askedBy: 'Ada Byron',
  createdAt: instant('2026-11-18T09:00:00Z'),
  expiresAt: instant('2026-11-25T09:00:00Z'),
  ...more,
});
const LINK = 'https://requests.example.com/account-link#7.seal';

describe('section 1: the mail with a one-time link', () => {
  it.each(LINK_PURPOSES)(
    'of the purpose %s leads to the link and says until when, in the reader’s zone',
    (purpose) => {
      const message = linkMessage(mail({ purpose }), LINK, 'Europe/Berlin', 'Requests');
      expect(message.url).toBe(LINK);
      expect(message.facts.at(-1)?.value).toBe('Wed 25 Nov 2026, 10:00 Europe/Berlin');
      expect(message.title).toContain('dana@example.com');
      expect(message.why).toMatch(/^You get this because /);
    },
  );

  it('names who invited, in one line of visible characters (N5)', () => {
    const { headline } = linkMessage(
      mail({ askedBy: 'Ada\nBcc: \u202Eeve' }),
      LINK,
      'UTC',
      'Requests',
    );
    expect(headline).not.toMatch(/[\p{Cc}\u202E]/u);
    expect(headline).toContain('invited you to Requests');
  });

  it('of a registration names nobody, for nobody is known yet', () => {
    const message = linkMessage(
      mail({ purpose: 'registration', username: null, askedBy: null }),
      LINK,
      'UTC',
      'Requests',
    );
    expect(message.facts).toHaveLength(1);
  });

  it('takes UTC where the zone is none', () => {
    expect(linkMessage(mail(), LINK, 'Mars/Olympus', 'Requests').at).toBe(
      'Wed 18 Nov 2026, 09:00 UTC',
    );
  });
});

describe('section 10: the company’s name', () => {
  const kinds: AccountNotice[] = ['has_account', 'email_changed_from', 'password_reset'];
  const createdAt = instant('2026-11-18T09:00:00Z');
  const all = (platform: string) => [
    ...LINK_PURPOSES.map((purpose) => linkMessage(mail({ purpose }), LINK, 'UTC', platform)),
    ...kinds.map((kind) =>
      noticeMessage({ kind, email: 'a@example.com', createdAt }, 'https://x.org', 'UTC', platform),
    ),
  ];

  it('stands wherever the platform’s own would, and nothing else differs', () => {
    const own = JSON.stringify(all('Requests'));
    const named = all('Northwind');
    expect(JSON.stringify(named)).toBe(own.replaceAll('Requests', 'Northwind'));
    for (const message of named) expect(JSON.stringify(message)).toContain('Northwind');
  });
});

describe('section 1: a notice about an account', () => {
  const kinds: AccountNotice[] = [
    'has_account',
    'email_changed_from',
    'email_changed_to',
    'password_reset',
  ];

  it.each(kinds)('%s leads to the sign-in and carries no secret', (kind) => {
    const notice = { kind, email: 'dana@example.com', createdAt: instant('2026-11-18T09:00:00Z') };
    const message = noticeMessage(notice, 'https://requests.example.com/', 'UTC', 'Requests');
    expect(message.url).toBe('https://requests.example.com/sign-in');
    expect(message.title).toBe('The account of dana@example.com');
    expect(JSON.stringify(message)).not.toContain('#');
  });
});

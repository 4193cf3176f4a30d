import { describe, expect, it } from 'vitest';
import { checkNotificationSettings } from './settings.ts';

const issuesOf = (typed: Parameters<typeof checkNotificationSettings>[0]) =>
  checkNotificationSettings(typed).issues;

describe('settings of notifications (section 8)', () => {
  it('are trimmed and lower-cased, absent ones stay absent, emptied ones are none', () => {
    expect(
      checkNotificationSettings({
        operationsMailbox: ' Ops@Example.com ',
        slackChannel: ' #requests ',
        operationsTimezone: ' Europe/Berlin ',
      }),
    ).toEqual({
      settings: {
        operationsMailbox: 'ops@example.com',
        slackChannel: '#requests',
        operationsTimezone: 'Europe/Berlin',
      },
      issues: [],
    });
    expect(
      checkNotificationSettings({
        operationsMailbox: ' ',
        approverAddresses: ' ,\n',
        slackChannel: null,
        telegramChat: '',
      }),
    ).toEqual({
      settings: {
        operationsMailbox: null,
        approverAddresses: [],
        slackChannel: null,
        telegramChat: null,
      },
      issues: [],
    });
  });

  it('R6 approver addresses are split, each kept once, and the wrong ones named', () => {
    expect(
      checkNotificationSettings({
        approverAddresses: 'One@example.com, two@example.com\n\none@example.com',
      }).settings.approverAddresses,
    ).toEqual(['one@example.com', 'two@example.com']);
    expect(issuesOf({ approverAddresses: 'one@example.com, two, @three' })).toEqual([
      { path: 'approverAddresses', message: '"two", "@three" are not email addresses' },
    ]);
    const many = Array.from({ length: 51 }, (_, n) => `a${n}@example.com`).join(',');
    expect(issuesOf({ approverAddresses: many })).toEqual([
      { path: 'approverAddresses', message: 'At most 50 addresses' },
    ]);
  });

  it.each(['C024BE91L', 'G012AC86C', '#requests', '#ops-team_2.eu', '#anfragen-größe', '#依頼'])(
    'takes the Slack channel %s',
    (slackChannel) => {
      expect(checkNotificationSettings({ slackChannel })).toEqual({
        settings: { slackChannel },
        issues: [],
      });
    },
  );

  it.each([
    'requests',
    '#Requests',
    '#two words',
    '#',
    'U024BE7LH',
    '<!channel>',
    `#${'a'.repeat(81)}`,
  ])('refuses the Slack channel %s', (slackChannel) => {
    expect(issuesOf({ slackChannel })).toEqual([
      { path: 'slackChannel', message: expect.stringContaining('#requests') },
    ]);
  });

  it.each(['-1001234567890', '-1001234567890:45', '42', '@requests_team', '@requests_team:7'])(
    'takes the Telegram chat %s',
    (telegramChat) => {
      expect(checkNotificationSettings({ telegramChat })).toEqual({
        settings: { telegramChat },
        issues: [],
      });
    },
  );

  it.each(['requests', '@abc', '-100123:', '-100123:x', '--5', '0', 't.me/requests', '-100 123'])(
    'refuses the Telegram chat %s',
    (telegramChat) => {
      expect(issuesOf({ telegramChat })).toEqual([
        { path: 'telegramChat', message: expect.stringContaining('@name') },
      ]);
    },
  );

  it('names everything that is wrong at once, and no more than a line of it', () => {
    const long = 'x'.repeat(5_000);
    const issues = issuesOf({ operationsMailbox: long, operationsTimezone: 'Mars/Olympus' });
    expect(issues.map(({ path }) => path)).toEqual(['operationsMailbox', 'operationsTimezone']);
    expect(issues.every(({ message }) => message.length < 200)).toBe(true);
  });
});

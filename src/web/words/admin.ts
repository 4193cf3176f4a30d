import type { Channel } from '../../domain/notifications/deliveries.ts';

export const adminWords = {
  title: 'Admin',
  navigation: 'Administration',
  users: 'Users',
  requests: 'Requests',
  notifications: 'Notifications',
  deliveries: 'Deliveries',
  prices: 'Price lists',
  jobs: 'Jobs',
  settings: 'Settings',
  audit: 'Audit log',
} as const;

/** N2: what stops notifications, above every page of an admin. */
export const alertWords = {
  name: 'Notifications that do not go out',
  off: (channel: string, since: string) => `${channel} is off since ${since}`,
  waiting: (channel: string, since: string) =>
    `${channel}: the oldest message has been waiting since ${since}`,
  show: 'Notifications',
  showWaiting: 'Deliveries',
} as const;

export const notificationsWords = {
  title: 'Notifications',
  lead: 'Which channels work, where shared messages go, and what is told.',

  channelsTitle: 'Channels',
  channelsLead:
    'A channel is configured where the platform runs. One that meets a lasting error is switched off, and its messages wait.',
  on: 'On',
  off: 'Off',
  notConfigured: 'Not configured',
  modes: {
    smtp: 'By SMTP',
    bot: 'As a bot',
    webhook: 'By an incoming webhook: no threads, mentions or reactions',
  },
  configure: {
    email: 'Set SMTP_URL and MAIL_FROM and start the platform again.',
    slack:
      'Set SLACK_BOT_TOKEN, or SLACK_WEBHOOK_URL for plain messages, and start the platform again.',
    telegram: 'Set TELEGRAM_BOT_TOKEN and start the platform again.',
  } satisfies Record<Channel, string>,
  offSince: 'Off since ',
  comesBack: 'It comes back with a passed test or a saved setting of this channel.',
  nothingWaits: 'Nothing waits',
  waiting: (count: string) => `${count} waiting`,
  oldest: ', the oldest since ',
  test: 'Send a test message',
  testOf: (channel: string) => `Send a test message by ${channel}`,

  destinationsTitle: 'Destinations',
  destinationsLead:
    'Where messages go that are for everybody. Whoever reads there reads about requests of all teams.',
  operationsMailbox: 'Operations mailbox',
  operationsMailboxHelp: 'Gets the mails about work to be done. Leave it empty to send none.',
  approverAddresses: 'Further approver addresses',
  approverAddressesHelp:
    'Get the mails that ask for approval, besides active leadership, and no rights. One per line, or separated by commas.',
  slackChannel: 'Slack channel',
  slackChannelHelp: 'Its ID, or its name with #. The bot must be a member of it.',
  telegramChat: 'Telegram chat',
  telegramChatHelp:
    'Its ID (-100…, with :number for a topic), or @name. The bot must be a member of it.',
  fromEnvironment: (value: string) => `Empty: ${value}, from the environment.`,
  operationsTimezone: 'Time zone of shared messages',
  operationsTimezoneHelp: 'People get theirs in their own.',
  saved: 'Saved',

  togglesTitle: 'Events',
  togglesLead:
    'What is told on which channel. Switched off, nobody hears of that event there; people can mute some for themselves.',
  toggles: 'Events and channels',
  event: 'Event',
  toggle: (event: string, channel: string) => `${event}, ${channel}`,
  toggleFailed: (event: string, channel: string) =>
    `“${event}” by ${channel} is unchanged: it could not be saved.`,
} as const;

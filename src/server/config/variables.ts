import { z } from 'zod';
import { checkNotificationSettings } from '../../domain/notifications/settings.ts';
import { dataKeys } from './data-keys.ts';
import {
  anyWholeNumber,
  cidr,
  flag,
  HOST_NAME,
  isHostPattern,
  listOfAll,
  mailbox,
  serviceAddress,
  wholeNumber,
} from './kinds.ts';
import { OBJECT_STORE_VARIABLES } from './object-store.ts';

/**
 * Every variable of the environment that the platform knows, by capability, each with its check. The
 * table in the README and `.env.example` list the same names; a test compares the three.
 */

const databaseExample = 'e.g. postgres://requests:password@db.example.com:5432/requests';

const basics = {
  // Exactly: what is nearly `production` would silently refuse nothing.
  NODE_ENV: z
    .enum(['production', 'development', 'test'], {
      error: 'must be production, development or test, e.g. production',
    })
    .optional(),
  DATABASE_URL: z
    .string({ error: `is missing, ${databaseExample}` })
    .regex(/^postgres(ql)?:\/\/./, `must be a PostgreSQL address, ${databaseExample}`),
  // Two: an export reads the names of files beside its rows.
  DATABASE_POOL_SIZE: wholeNumber(2, 500, 20),
  SECRET_KEY: z
    .string({ error: 'is missing, e.g. the output of `openssl rand -base64 48`' })
    .min(32, 'must have at least 32 characters, e.g. the output of `openssl rand -base64 48`'),
  DATA_ENCRYPTION_KEYS: dataKeys,
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of silent, fatal, error, warn, info, debug, trace, e.g. info',
    })
    .default('info'),
};

const address = {
  SITE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the public address of the platform, e.g. https://requests.example.com',
    })
    .transform((text) => new URL(text).origin),
  /** SITE_URL by its host alone, always with https. */
  SITE_DOMAIN: z
    .string()
    .regex(
      /^[^\s/:@?#]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i,
      'must be the host of the platform without https://, e.g. requests.example.com',
    )
    .optional(),
  ALLOWED_HOSTS: listOfAll(
    isHostPattern,
    'must be host names without ports, e.g. requests.example.com,.internal.example.com',
  ),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 8080),
  // Health and figures on a port of their own; none: the api answers /metrics beside its pages.
  METRICS_PORT: anyWholeNumber(0, 65_535, 9_091).optional(),
  TRUSTED_PROXIES: listOfAll(
    (text) => cidr.safeParse(text).success,
    'must be addresses or CIDR ranges, e.g. 10.0.0.0/8,::1',
  ),
};

const files = {
  FILES_DIR: z.string().min(1).default('.data/files'),
  ...OBJECT_STORE_VARIABLES,
  MAX_UPLOAD_BYTES: wholeNumber(1_024, 1_073_741_824, 10_485_760),
};

const signIn = {
  SIGN_IN_LIMIT_PER_ADDRESS: wholeNumber(1, 100_000, 20),
  SIGN_IN_WINDOW_SECONDS: wholeNumber(1, 86_400, 300),
  SIGN_IN_DELAY_MS: wholeNumber(0, 60_000, 500),
  SIGN_IN_MAX_DELAY_MS: wholeNumber(0, 60_000, 8_000),
};

const worker = {
  WORKER_CONCURRENCY: wholeNumber(1, 100, 4),
  WORKER_TAKEOVER_SECONDS: wholeNumber(0, 600, 15),
};

/** What is absent switches its channel off, said once at start (N8). */
const mail = {
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be an SMTP address, e.g. smtp://user:password@mail.example.com:587',
    })
    .refine((text) => /^(\?tls=(none|required))?$/.test(new URL(text).search), {
      error:
        'may end with ?tls=required or ?tls=none only, e.g. smtp://mail.example.com:25?tls=none',
    })
    .optional(),
  MAIL_FROM: mailbox.optional(),
  /** SMTP_URL in pieces, by the names that other platforms use (mail-server.ts). */
  EMAIL_HOST: z
    .string()
    .regex(HOST_NAME, 'must be the name of a mail server, e.g. mail.example.com')
    .optional(),
  EMAIL_PORT: anyWholeNumber(1, 65_535, 587).optional(),
  EMAIL_HOST_USER: z.string().optional(),
  EMAIL_HOST_PASSWORD: z.string().optional(),
  EMAIL_USE_TLS: flag(true).optional(),
  DEFAULT_FROM_EMAIL: mailbox.optional(),
};

const isDestination = (given: Parameters<typeof checkNotificationSettings>[0]): boolean =>
  checkNotificationSettings(given).issues.length === 0;

const chat = {
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token, e.g. xoxb-…').optional(),
  SLACK_DEFAULT_CHANNEL_ID: z
    .string()
    .refine((slackChannel) => isDestination({ slackChannel }), {
      error: 'must be the id of a channel, e.g. C0123ABCDEF',
    })
    .optional(),
  SLACK_WEBHOOK_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an incoming webhook, e.g. https://hooks.slack.com/services/…',
    })
    .optional(),
  SLACK_API_URL: serviceAddress('https://slack.com/api/'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{3,}$/, 'must be a bot token, e.g. 123456:ABC-…')
    .optional(),
  TELEGRAM_DEFAULT_CHAT_ID: z
    .string()
    .refine((telegramChat) => isDestination({ telegramChat }), {
      error: 'must be the id of a chat, e.g. -1001234567890',
    })
    .optional(),
  TELEGRAM_API_URL: serviceAddress('https://api.telegram.org'),
  TELEGRAM_LINK_URL: serviceAddress('https://t.me'),
};

export const VARIABLES = {
  ...basics,
  ...address,
  ...files,
  ...signIn,
  ...worker,
  ...mail,
  ...chat,
};

/** Usual elsewhere, without a meaning here: said once at start, so that nobody waits for their effect. */
export const UNUSED_VARIABLES = {
  DEBUG: 'LOG_LEVEL=debug makes the log say more',
  EMAIL_BACKEND: 'mail goes through SMTP_URL or EMAIL_HOST, and is off without them',
} as const;

export const KNOWN_NAMES: readonly string[] = [
  ...Object.keys(VARIABLES),
  ...Object.keys(UNUSED_VARIABLES),
];

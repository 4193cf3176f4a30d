import { z } from 'zod';
import { PlainError } from './plain-error.ts';

/**
 * The only reader of the environment. Everything is checked at start, every problem is named at
 * once with an example; what must never be logged or serialised is kept apart in `Secrets`.
 */

const anyWholeNumber = (least: number, most: number, example: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}, e.g. ${example}` })
    .int(`must be a whole number, e.g. ${example}`)
    .min(least, `must be at least ${least}, e.g. ${example}`)
    .max(most, `must be at most ${most}, e.g. ${example}`);

const wholeNumber = (least: number, most: number, fallback: number) =>
  anyWholeNumber(least, most, fallback).default(fallback);

const databaseExample = 'e.g. postgres://requests:password@db.example.com:5432/requests';
const keyExample = 'e.g. 2026a:<the output of `openssl rand -base64 32`>';

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const cidr = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]);

/** `name@example.com` or `Name <name@example.com>`. */
const MAILBOX = /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

const serviceAddress = (fallback: string) =>
  z.url({ protocol: /^https?$/, error: `must be an address, e.g. ${fallback}` }).default(fallback);

const environment = z.object({
  DATABASE_URL: z
    .string({ error: `is missing, ${databaseExample}` })
    .regex(/^postgres(ql)?:\/\/./, `must be a PostgreSQL address, ${databaseExample}`),
  SITE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the public address of the platform, e.g. https://requests.example.com',
    })
    .transform((address) => new URL(address).origin),
  DATA_ENCRYPTION_KEYS: z
    .string({ error: `is missing, ${keyExample}` })
    .transform((text, context) => parseKeys(text, context)),
  SECRET_KEY: z
    .string({ error: 'is missing, e.g. the output of `openssl rand -base64 48`' })
    .min(32, 'must have at least 32 characters, e.g. the output of `openssl rand -base64 48`'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 8080),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(listOf)
    .pipe(z.array(cidr, { error: 'must be addresses or CIDR ranges, e.g. 10.0.0.0/8,::1' })),
  FILES_DIR: z.string().min(1).default('.data/files'),
  MAX_UPLOAD_BYTES: wholeNumber(1_024, 1_073_741_824, 10_485_760),
  SIGN_IN_LIMIT_PER_ADDRESS: wholeNumber(1, 100_000, 20),
  SIGN_IN_WINDOW_SECONDS: wholeNumber(1, 86_400, 300),
  SIGN_IN_DELAY_MS: wholeNumber(0, 60_000, 500),
  SIGN_IN_MAX_DELAY_MS: wholeNumber(0, 60_000, 8_000),
  // Two: an export reads the names of files beside its rows.
  DATABASE_POOL_SIZE: wholeNumber(2, 500, 20),
  WORKER_CONCURRENCY: wholeNumber(1, 100, 4),
  WORKER_TAKEOVER_SECONDS: wholeNumber(0, 600, 15),
  // Notifications. What is absent switches its channel off, said once at start (N8).
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be an SMTP address, e.g. smtp://user:password@mail.example.com:587',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(MAILBOX, 'must be an address, e.g. Requests <requests@example.com>')
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token, e.g. xoxb-…').optional(),
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
  TELEGRAM_API_URL: serviceAddress('https://api.telegram.org'),
  TELEGRAM_LINK_URL: serviceAddress('https://t.me'),
  // Health and figures on a port of their own; none: the api answers /metrics beside its pages.
  METRICS_PORT: anyWholeNumber(0, 65_535, 9_091).optional(),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of silent, fatal, error, warn, info, debug, trace, e.g. info',
    })
    .default('info'),
});

/** A server to send through needs somebody to send as. */
const complete = environment.refine(
  (value) => value.SMTP_URL === undefined || value.MAIL_FROM !== undefined,
  {
    path: ['MAIL_FROM'],
    error: 'is missing beside SMTP_URL, e.g. Requests <requests@example.com>',
    when: ({ value }) => typeof value === 'object' && value !== null,
  },
);

export interface DataKey {
  readonly id: string;
  /** 32 bytes for AES-256. */
  readonly key: Uint8Array;
}

function parseKeys(text: string, context: z.RefinementCtx): readonly DataKey[] {
  const keys = listOf(text).map((part): DataKey => {
    const colon = part.indexOf(':');
    return {
      id: colon < 0 ? '' : part.slice(0, colon),
      key: Buffer.from(part.slice(colon + 1), 'base64'),
    };
  });
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  if (keys.length === 0) wrong(`needs at least one key, ${keyExample}`);
  if (keys.some(({ id, key }) => !/^[\w-]{1,32}$/.test(id) || key.length !== 32)) {
    wrong(`must be id:key pairs, comma-separated, each key 32 bytes in base64, ${keyExample}`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) wrong('names one key id twice');
  return keys;
}

export interface Config {
  readonly siteUrl: string;
  /** Cookies are marked Secure, and the page may demand HTTPS. */
  readonly isHttps: boolean;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: readonly string[];
  readonly filesDir: string;
  readonly maxUploadBytes: number;
  readonly signIn: {
    readonly limitPerAddress: number;
    readonly windowSeconds: number;
    readonly delayMs: number;
    readonly maxDelayMs: number;
  };
  readonly databasePoolSize: number;
  readonly workerConcurrency: number;
  /** How long a worker's database session must be gone before others take its deliveries over. */
  readonly workerTakeoverMs: number;
  readonly mail: {
    /** Who mails are from; null when there is no SMTP server. */
    readonly from: string | null;
  };
  readonly slack: { readonly apiUrl: string };
  readonly telegram: {
    readonly apiUrl: string;
    /** Where start links lead: this address, the bot's name, `?start=`. */
    readonly linkUrl: string;
  };
  /** Null: no port of its own (monitoring/listener.ts). */
  readonly metricsPort: number | null;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
}

export interface ProviderSecrets {
  /** With user and password in it. */
  readonly smtpUrl: string | null;
  readonly slackBotToken: string | null;
  /** Anybody who knows it can post. */
  readonly slackWebhookUrl: string | null;
  readonly telegramBotToken: string | null;
}

/** Values behind private fields: printing, logging or serialising a `Secrets` shows none of them. */
export class Secrets {
  readonly #databaseUrl: string;
  readonly #secretKey: string;
  readonly #dataKeys: readonly DataKey[];
  readonly #providers: ProviderSecrets;

  constructor(
    databaseUrl: string,
    secretKey: string,
    dataKeys: readonly DataKey[],
    providers: ProviderSecrets,
  ) {
    this.#databaseUrl = databaseUrl;
    this.#secretKey = secretKey;
    this.#dataKeys = dataKeys;
    this.#providers = providers;
  }

  get databaseUrl(): string {
    return this.#databaseUrl;
  }

  /** Keys the hashes of what is to be recognised, never kept (crypto/keyed-hash.ts). */
  get secretKey(): string {
    return this.#secretKey;
  }

  /** What the providers of notifications know the platform by; null: that channel is off (N8). */
  get providers(): ProviderSecrets {
    return this.#providers;
  }

  /** All keys read, the first one writes. */
  get dataKeys(): readonly DataKey[] {
    return this.#dataKeys;
  }
}

export interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the configuration. Throws one PlainError that names every problem. */
export function loadSettings(env: Environment = process.env): Settings {
  // An empty variable is how compose files and shells say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = complete.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `  ${String(path[0])} ${message}`,
    );
    throw new PlainError(
      `The configuration is not complete. Set these environment variables and start again:\n${[...new Set(problems)].join('\n')}`,
    );
  }
  const value = parsed.data;
  return {
    config: {
      siteUrl: value.SITE_URL,
      isHttps: value.SITE_URL.startsWith('https:'),
      host: value.HOST,
      port: value.PORT,
      trustedProxies: value.TRUSTED_PROXIES,
      filesDir: value.FILES_DIR,
      maxUploadBytes: value.MAX_UPLOAD_BYTES,
      signIn: {
        limitPerAddress: value.SIGN_IN_LIMIT_PER_ADDRESS,
        windowSeconds: value.SIGN_IN_WINDOW_SECONDS,
        delayMs: value.SIGN_IN_DELAY_MS,
        maxDelayMs: value.SIGN_IN_MAX_DELAY_MS,
      },
      databasePoolSize: value.DATABASE_POOL_SIZE,
      workerConcurrency: value.WORKER_CONCURRENCY,
      workerTakeoverMs: value.WORKER_TAKEOVER_SECONDS * 1_000,
      mail: {
        from: value.SMTP_URL === undefined ? null : (value.MAIL_FROM ?? null),
      },
      slack: { apiUrl: value.SLACK_API_URL },
      telegram: { apiUrl: value.TELEGRAM_API_URL, linkUrl: value.TELEGRAM_LINK_URL },
      metricsPort: value.METRICS_PORT ?? null,
      logLevel: value.LOG_LEVEL,
    },
    secrets: new Secrets(value.DATABASE_URL, value.SECRET_KEY, value.DATA_ENCRYPTION_KEYS, {
      smtpUrl: value.SMTP_URL ?? null,
      slackBotToken: value.SLACK_BOT_TOKEN ?? null,
      slackWebhookUrl: value.SLACK_WEBHOOK_URL ?? null,
      telegramBotToken: value.TELEGRAM_BOT_TOKEN ?? null,
    }),
  };
}

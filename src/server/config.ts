import { z } from 'zod';
import { smtpUrlOf } from './config/mail-server.ts';
import { misspelt } from './config/misspelt.ts';
import {
  type ObjectStoreConfig,
  objectStoreKeysOf,
  objectStoreOf,
  objectStoreProblems,
} from './config/object-store.ts';
import { productionProblems } from './config/production.ts';
import { type Given, problemsBetween } from './config/rules.ts';
import { Secrets } from './config/secrets.ts';
import { UNUSED_VARIABLES, VARIABLES } from './config/variables.ts';
import { PlainError } from './plain-error.ts';

/**
 * The only reader of the environment. Everything is checked at start, every problem is named at
 * once with an example; what must never be logged or serialised is kept apart in `Secrets`.
 */

const environment = z.object(VARIABLES);
type Values = z.infer<typeof environment>;

export interface Config {
  readonly siteUrl: string;
  /** NODE_ENV=production: sample secrets, sample accounts and plain HTTP are refused. */
  readonly isProduction: boolean;
  /** Names besides that of `siteUrl` and loopback under which the platform answers. */
  readonly allowedHosts: readonly string[];
  /** Cookies are marked Secure, and the page may demand HTTPS. */
  readonly isHttps: boolean;
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: readonly string[];
  readonly filesDir: string;
  /** Null: files live in `filesDir`. */
  readonly objectStore: ObjectStoreConfig | null;
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
  readonly slack: {
    readonly apiUrl: string;
    /** Where no admin has chosen a channel. */
    readonly defaultChannel: string | null;
  };
  readonly telegram: {
    readonly apiUrl: string;
    /** Where no admin has chosen a chat. */
    readonly defaultChat: string | null;
    /** Where start links lead: this address, the bot's name, `?start=`. */
    readonly linkUrl: string;
  };
  /** Null: no port of its own (monitoring/listener.ts). */
  readonly metricsPort: number | null;
  readonly logLevel: Values['LOG_LEVEL'];
}

export interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
}

export interface LoadedSettings extends Settings {
  /** What somebody should hear of though nothing is wrong: one sentence each, for the log. */
  readonly notices: readonly string[];
}

/** Reads and checks the configuration. Throws one PlainError that names every problem. */
export function loadSettings(env: Given = process.env): LoadedSettings {
  // An empty variable is how compose files and shells say "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const given = withUsualNames(set);
  const parsed = environment.safeParse(given);
  const near = misspelt(Object.keys(set));
  const problems = [
    ...(parsed.error?.issues ?? []).map(
      ({ path, message }) => `${givenName(String(path[0]), set)} ${message}`,
    ),
    ...problemsBetween(set),
    ...objectStoreProblems(given),
    ...(set.NODE_ENV === 'production' ? productionProblems(given) : []),
  ].map((problem) => withHint(problem, near));
  if (!parsed.success || problems.length > 0) {
    const lines = [...new Set(problems)].map((problem) => `  ${problem}`);
    throw new PlainError(
      `The configuration is not complete. Set these environment variables and start again:\n${lines.join('\n')}`,
    );
  }
  const fromPieces = smtpUrlOf(parsed.data);
  return {
    ...settingsOf(parsed.data, parsed.data.SMTP_URL ?? fromPieces),
    notices: noticesOf(set, parsed.data, fromPieces, near),
  };
}

/** Names that other platforms use, by ours: taken where ours is absent. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  SITE_URL: 'SITE_DOMAIN',
  MAIL_FROM: 'DEFAULT_FROM_EMAIL',
};

function withUsualNames(set: Given): Given {
  const { SITE_DOMAIN: domain, DEFAULT_FROM_EMAIL: from } = set;
  return {
    ...(domain !== undefined && { SITE_URL: `https://${domain}` }),
    ...(from !== undefined && { MAIL_FROM: from }),
    ...set,
  };
}

/** What somebody has to correct goes by the name that they used. */
function givenName(name: string, set: Given): string {
  const usual = USUAL_NAMES[name];
  return usual !== undefined && set[name] === undefined && set[usual] !== undefined ? usual : name;
}

function withHint(problem: string, near: ReadonlyMap<string, string>): string {
  const name = problem.slice(0, problem.indexOf(' '));
  const similar = [...near].find(([, meant]) => meant === name)?.[0];
  return similar === undefined ? problem : `${problem} (${similar} is set: is it meant?)`;
}

function noticesOf(
  set: Given,
  value: Values,
  fromPieces: string | null,
  near: ReadonlyMap<string, string>,
): readonly string[] {
  const unused = Object.entries(UNUSED_VARIABLES)
    .filter(([name]) => set[name] !== undefined)
    .map(([name, instead]) => `${name} is set and has no meaning here: ${instead}.`);
  const unknown = [...near].map(
    ([name, meant]) => `${name} is set and not known here: is ${meant} meant?`,
  );
  const isOverruled =
    fromPieces !== null &&
    value.SMTP_URL !== undefined &&
    new URL(value.SMTP_URL).href !== fromPieces;
  const overruled = isOverruled
    ? ['SMTP_URL and EMAIL_HOST are both set and differ: SMTP_URL is used.']
    : [];
  return [...unused, ...unknown, ...overruled];
}

function settingsOf(value: Values, smtpUrl: string | null): Settings {
  return {
    config: {
      siteUrl: value.SITE_URL,
      isProduction: value.NODE_ENV === 'production',
      allowedHosts: value.ALLOWED_HOSTS,
      isHttps: value.SITE_URL.startsWith('https:'),
      host: value.HOST,
      port: value.PORT,
      trustedProxies: value.TRUSTED_PROXIES,
      filesDir: value.FILES_DIR,
      objectStore: objectStoreOf(value),
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
        from: smtpUrl === null ? null : (value.MAIL_FROM ?? null),
      },
      slack: {
        apiUrl: value.SLACK_API_URL,
        defaultChannel: value.SLACK_DEFAULT_CHANNEL_ID ?? null,
      },
      telegram: {
        apiUrl: value.TELEGRAM_API_URL,
        defaultChat: value.TELEGRAM_DEFAULT_CHAT_ID ?? null,
        linkUrl: value.TELEGRAM_LINK_URL,
      },
      metricsPort: value.METRICS_PORT ?? null,
      logLevel: value.LOG_LEVEL,
    },
    secrets: new Secrets(
      value.DATABASE_URL,
      value.SECRET_KEY,
      value.DATA_ENCRYPTION_KEYS,
      {
        smtpUrl,
        slackBotToken: value.SLACK_BOT_TOKEN ?? null,
        slackWebhookUrl: value.SLACK_WEBHOOK_URL ?? null,
        telegramBotToken: value.TELEGRAM_BOT_TOKEN ?? null,
      },
      objectStoreKeysOf(value),
    ),
  };
}

import type { Logger } from 'pino';
import { type Instant, instantFromEpochMs } from '../domain/kernel/calendar.ts';
import type { Config, Settings } from './config.ts';
import { type KeyedHash, keyedHash } from './crypto/keyed-hash.ts';
import { SecretBox } from './crypto/secret-box.ts';
import { type Db, openDb, openPool } from './db/pool.ts';
import { openFileStore } from './files/open-store.ts';
import type { FileStore } from './files/store.ts';
import { openLog } from './log.ts';
import { type Channels, openChannels } from './notifications/channels/open.ts';
import { openTelegramBot, type TelegramBot } from './notifications/telegram/bot.ts';

/** Everything a feature may need, composed once per process; tests override single members. */
export interface Context {
  readonly config: Config;
  readonly db: Db;
  readonly log: Logger;
  readonly files: FileStore;
  /** Encrypts personal data under DATA_ENCRYPTION_KEYS. */
  readonly secretBox: SecretBox;
  /** Recognises what must not be kept, under SECRET_KEY. */
  readonly keyedHash: KeyedHash;
  /** Email, Slack and Telegram, as far as the environment configures them. */
  readonly channels: Channels;
  /** For linking accounts; null when none is configured. */
  readonly telegramBot: TelegramBot | null;
  /** The connections of `db` at this moment, for monitors; zeros where another pool was brought along. */
  readonly poolFigures: () => PoolFigures;
  /** The clock; rules never read another. */
  readonly now: () => Instant;
}

export interface PoolFigures {
  readonly total: number;
  readonly idle: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

export interface OpenContext extends Context {
  readonly close: () => Promise<void>;
}

export function openContext(
  settings: Settings,
  name: string,
  overrides: Partial<Context> = {},
): OpenContext {
  const { config, secrets } = settings;
  const log = overrides.log ?? openLog(config.logLevel, name);
  // Opens no connection until it is asked for one.
  const pool = openPool({
    connectionString: secrets.databaseUrl,
    size: config.databasePoolSize,
    name: `requests-${name}`,
    onError: (error) => log.error({ err: error }, 'a database connection broke'),
  });
  const db = overrides.db ?? openDb(pool);
  const channels = overrides.channels ?? openChannels(settings);
  const telegramBot = overrides.telegramBot ?? openTelegramBot(settings);
  const files = overrides.files ?? openFileStore(settings);
  return {
    config,
    db,
    log,
    files,
    secretBox: overrides.secretBox ?? new SecretBox(secrets.dataKeys),
    keyedHash: overrides.keyedHash ?? keyedHash(secrets.secretKey),
    channels,
    telegramBot,
    poolFigures:
      overrides.poolFigures ??
      (() => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })),
    now: overrides.now ?? (() => instantFromEpochMs(Date.now())),
    close: async () => {
      await channels.close();
      telegramBot?.close();
      await files.close();
      await db.destroy();
    },
  };
}

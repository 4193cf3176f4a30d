import { describe, expect, it } from 'vitest';
import { loadSettings } from '../config.ts';
import { completeEnvironment, dataKey } from './config.testing.ts';
import { UNUSED_VARIABLES, type VARIABLES } from './variables.ts';

type Environment = Readonly<Record<string, string>>;

const { SITE_URL: _, ...withoutAddress } = completeEnvironment;
const mail = { ...completeEnvironment, EMAIL_HOST: 'mail.example.com', MAIL_FROM: 'a@example.com' };
const bucket = {
  ...completeEnvironment,
  AWS_STORAGE_BUCKET_NAME: 'requests-files',
  AWS_S3_ENDPOINT_URL: 'https://s3.example.com',
  AWS_ACCESS_KEY_ID: 'an-id',
  AWS_SECRET_ACCESS_KEY: 'a-key',
};

/** Two values of each variable, and what has to stand beside them. */
const VALUES: Readonly<Record<keyof typeof VARIABLES, readonly [string, string, Environment?]>> = {
  NODE_ENV: ['production', 'development'],
  DATABASE_URL: ['postgres://a@db.example.com/a', 'postgres://b@db.example.com/b'],
  DATABASE_POOL_SIZE: ['5', '6'],
  SECRET_KEY: ['one-string-that-signs-and-is-long-enough', 'two-strings-that-sign-and-are-long'],
  DATA_ENCRYPTION_KEYS: [`one:${dataKey}`, `two:${dataKey}`],
  LOG_LEVEL: ['warn', 'error'],
  SITE_URL: ['https://a.example.com', 'https://b.example.com'],
  SITE_DOMAIN: ['a.example.com', 'b.example.com', withoutAddress],
  ALLOWED_HOSTS: ['a.example.com', 'b.example.com'],
  HOST: ['0.0.0.0', '127.0.0.1'],
  PORT: ['8080', '8090'],
  METRICS_PORT: ['9091', '9092'],
  TRUSTED_PROXIES: ['10.0.0.0/8', '10.0.0.1'],
  FILES_DIR: ['/srv/a', '/srv/b'],
  MAX_UPLOAD_BYTES: ['2048', '4096'],
  AWS_STORAGE_BUCKET_NAME: ['files-a', 'files-b', bucket],
  AWS_S3_REGION_NAME: ['eu-central-1', 'us-west-2', bucket],
  AWS_S3_ENDPOINT_URL: ['https://a.example.com', 'https://b.example.com', bucket],
  AWS_S3_FORCE_PATH_STYLE: ['true', 'false', bucket],
  AWS_ACCESS_KEY_ID: ['id-a', 'id-b', bucket],
  AWS_SECRET_ACCESS_KEY: ['key-a', 'key-b', bucket],
  AWS_S3_CUSTOM_DOMAIN: ['a.example.com', 'b.example.com', bucket],
  AWS_S3_KEY_PREFIX: ['a', 'b', bucket],
  SIGN_IN_LIMIT_PER_ADDRESS: ['10', '11'],
  SIGN_IN_WINDOW_SECONDS: ['100', '101'],
  SIGN_IN_DELAY_MS: ['1', '2'],
  SIGN_IN_MAX_DELAY_MS: ['1', '2'],
  WORKER_CONCURRENCY: ['1', '2'],
  WORKER_TAKEOVER_SECONDS: ['1', '2'],
  SMTP_URL: ['smtp://a.example.com', 'smtp://b.example.com', mail],
  MAIL_FROM: ['a@example.com', 'b@example.com', mail],
  EMAIL_HOST: ['a.example.com', 'b.example.com', mail],
  EMAIL_PORT: ['25', '26', mail],
  EMAIL_HOST_USER: ['a', 'b', mail],
  EMAIL_HOST_PASSWORD: ['a', 'b', { ...mail, EMAIL_HOST_USER: 'a' }],
  EMAIL_USE_TLS: ['true', 'false', mail],
  DEFAULT_FROM_EMAIL: [
    'a@example.com',
    'b@example.com',
    { ...completeEnvironment, SMTP_URL: 'smtp://mail.example.com' },
  ],
  SLACK_BOT_TOKEN: ['xoxb-a', 'xoxb-b'],
  SLACK_DEFAULT_CHANNEL_ID: ['C0123ABCDEF', 'C0123ABCDEG'],
  SLACK_WEBHOOK_URL: ['https://hooks.example.com/a', 'https://hooks.example.com/b'],
  SLACK_API_URL: ['https://a.example.com/api/', 'https://b.example.com/api/'],
  TELEGRAM_BOT_TOKEN: ['1:abcd', '2:abcd'],
  TELEGRAM_DEFAULT_CHAT_ID: ['-1001', '-1002'],
  TELEGRAM_API_URL: ['https://a.example.com', 'https://b.example.com'],
  TELEGRAM_LINK_URL: ['https://a.example.com', 'https://b.example.com'],
};

/** Everything that the platform learns from an environment, what it never prints included. */
function settingsOf(env: Environment) {
  const { config, secrets } = loadSettings(env);
  const { databaseUrl, secretKey, dataKeys, providers, objectStoreKeys } = secrets;
  return { config, databaseUrl, secretKey, dataKeys, providers, objectStoreKeys };
}

describe('a variable of the environment', () => {
  it.each(Object.entries(VALUES))('%s is read', (name, [one, other, env = completeEnvironment]) => {
    expect(settingsOf({ ...env, [name]: one })).not.toEqual(settingsOf({ ...env, [name]: other }));
  });

  it('that is usual elsewhere goes by its usual name', () => {
    const usual =
      'DATABASE_URL SECRET_KEY SITE_DOMAIN EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS DEFAULT_FROM_EMAIL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_STORAGE_BUCKET_NAME AWS_S3_REGION_NAME AWS_S3_ENDPOINT_URL TELEGRAM_BOT_TOKEN TELEGRAM_DEFAULT_CHAT_ID SLACK_BOT_TOKEN SLACK_DEFAULT_CHANNEL_ID SLACK_WEBHOOK_URL AWS_S3_CUSTOM_DOMAIN';
    expect(usual.split(' ').filter((name) => !(name in VALUES))).toEqual([]);
    expect(Object.keys(UNUSED_VARIABLES)).toEqual(['DEBUG', 'EMAIL_BACKEND']);
  });
});

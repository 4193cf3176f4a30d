import { describe, expect, it } from 'vitest';
import { loadSettings } from '../config.ts';
import { completeEnvironment, dataKey, problemsOf } from './config.testing.ts';

const production = { ...completeEnvironment, NODE_ENV: 'production' };

describe('NODE_ENV=production', () => {
  it('starts with secrets of its own behind https', () => {
    expect(loadSettings(production).config.isProduction).toBe(true);
    expect(loadSettings(completeEnvironment).config.isProduction).toBe(false);
  });

  it.each([
    ['SECRET_KEY', 'change-me-change-me-change-me-change-me'],
    ['SECRET_KEY', 'django-insecure-kfo2j3f0923jf02jf3092jf0923'],
    ['SECRET_KEY', 'a test key of at least thirty-two characters'],
    ['SECRET_KEY', 'abababababababababababababababababab'],
    ['SECRET_KEY', 'local-kfo2j3f0923jf02jf3092jf0923dh3kd03j'],
    ['DATA_ENCRYPTION_KEYS', `2026a:${Buffer.alloc(32).toString('base64')}`],
    [
      'DATA_ENCRYPTION_KEYS',
      `${production.DATA_ENCRYPTION_KEYS},z:${Buffer.alloc(32, 7).toString('base64')}`,
    ],
    ['DATA_ENCRYPTION_KEYS', `example:${dataKey}`],
    ['DATA_ENCRYPTION_KEYS', `local:${dataKey}`],
    ['DATABASE_URL', 'postgres://requests:password@db.example.com/requests'],
    ['DATABASE_URL', 'postgres://requests:change-me@db.example.com/requests'],
    ['DATABASE_URL', 'postgres://postgres:postgres@db.example.com/requests'],
    ['EMAIL_HOST_PASSWORD', 'placeholder'],
    ['SMTP_URL', 'smtp://user:password@mail.example.com:587'],
    ['AWS_SECRET_ACCESS_KEY', 'minioadmin'],
    ['SITE_URL', 'http://requests.example.com'],
    ['SITE_URL', 'http://192.168.0.7:8080'],
  ])('refuses %s %s, which is fine elsewhere', (name, value) => {
    const mail = {
      EMAIL_HOST: 'mail.example.com',
      EMAIL_HOST_USER: 'r',
      MAIL_FROM: 'r@example.com',
    };
    const env = { ...production, ...mail, [name]: value };
    expect(problemsOf(env)).toContain(`\n  ${name} `);
    expect(problemsOf({ ...env, NODE_ENV: 'development' })).toBe('');
  });

  it.each(['Production', 'prod', 'production ', 'staging'])(
    'is not meant by %j, which is refused instead of passing for another',
    (name) => {
      expect(problemsOf({ ...completeEnvironment, NODE_ENV: name })).toContain(
        '\n  NODE_ENV must be production, development or test, e.g. production',
      );
    },
  );

  it('never repeats the secret that it refuses', () => {
    const secret = 'sample-sample-sample-sample-sample-s';
    expect(problemsOf({ ...production, SECRET_KEY: secret })).not.toContain(secret);
  });

  it('names all that is refused and all that is missing at once', () => {
    const said = problemsOf({
      NODE_ENV: 'production',
      SITE_URL: 'http://requests.example.com',
      SECRET_KEY: 'change-me-change-me-change-me-change-me',
      PORT: 'eighty',
    });
    for (const name of ['DATABASE_URL', 'DATA_ENCRYPTION_KEYS', 'SITE_URL', 'SECRET_KEY', 'PORT']) {
      expect(said).toContain(`\n  ${name} `);
    }
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080', 'http://a.localhost'])(
    'takes %s without https: nobody else can reach it',
    (address) => {
      expect(problemsOf({ ...production, SITE_URL: address })).toBe('');
    },
  );

  it('takes a database and a mail server that ask for no password', () => {
    const env = {
      ...production,
      DATABASE_URL: 'postgres://requests@db.example.com/requests',
      SMTP_URL: 'smtp://mail:1025?tls=none',
      MAIL_FROM: 'requests@example.com',
    };
    expect(problemsOf(env)).toBe('');
  });

  it('takes a mail server that knows a token as user and password, as some do', () => {
    const address = 'smtp://8f3c9a51:8f3c9a51@mail.example.com:587';
    const env = { ...production, SMTP_URL: address, MAIL_FROM: 'requests@example.com' };
    expect(problemsOf(env)).toBe('');
  });

  it('reads with the key of an embedded database, but never writes with it', () => {
    const keys = `2026a:${dataKey},local:${dataKey}`;
    expect(problemsOf({ ...production, DATA_ENCRYPTION_KEYS: keys })).toBe('');
  });
});

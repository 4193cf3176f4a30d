import { describe, expect, it } from 'vitest';
import { loadSettings } from '../config.ts';
import { readMailServer } from '../notifications/channels/email-server.ts';
import { completeEnvironment, problemsOf } from './config.testing.ts';

const { SITE_URL: _, ...withoutAddress } = completeEnvironment;

describe('the names that other platforms use', () => {
  it('SITE_DOMAIN is the host of an https address, and SITE_URL wins', () => {
    const named = { ...withoutAddress, SITE_DOMAIN: 'requests.example.com' };
    expect(loadSettings(named).config).toMatchObject({
      siteUrl: 'https://requests.example.com',
      isHttps: true,
    });
    const both = { ...named, SITE_URL: 'http://localhost:8080' };
    expect(loadSettings(both).config.siteUrl).toBe('http://localhost:8080');
  });

  it('a SITE_DOMAIN that is an address is named by that name alone', () => {
    const said = problemsOf({ ...withoutAddress, SITE_DOMAIN: 'https://requests.example.com/' });
    expect(said).toContain('SITE_DOMAIN must be the host');
    expect(said).not.toContain('SITE_URL');
  });

  it('the mail server in pieces amounts to an SMTP_URL, whatever the password holds', () => {
    const { config, secrets } = loadSettings({
      ...completeEnvironment,
      EMAIL_HOST: 'mail.example.com',
      EMAIL_PORT: '2525',
      EMAIL_HOST_USER: 'requests@example.com',
      EMAIL_HOST_PASSWORD: 'p@ss:w/rd%?#',
      EMAIL_USE_TLS: 'True',
      DEFAULT_FROM_EMAIL: 'Requests <requests@example.com>',
    });
    expect(config.mail.from).toBe('Requests <requests@example.com>');
    expect(readMailServer(secrets.providers.smtpUrl ?? '').connection).toEqual({
      host: 'mail.example.com',
      port: 2525,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
      auth: { user: 'requests@example.com', pass: 'p@ss:w/rd%?#' },
    });
  });

  it.each([
    [{ EMAIL_USE_TLS: '1' }, { port: 587, secure: false, requireTLS: true }],
    [{ EMAIL_USE_TLS: 'false' }, { port: 25, secure: false, ignoreTLS: true }],
    [{}, { port: 25, secure: false, requireTLS: false, ignoreTLS: false }],
    [{ EMAIL_PORT: '465' }, { port: 465, secure: true }],
  ])('a mail server with %j is reached accordingly', (pieces, expected) => {
    const { secrets } = loadSettings({
      ...completeEnvironment,
      EMAIL_HOST: 'mail.example.com',
      MAIL_FROM: 'requests@example.com',
      ...pieces,
    });
    expect(readMailServer(secrets.providers.smtpUrl ?? '').connection).toMatchObject(expected);
  });

  it('names what is missing beside a piece, by the name that was used', () => {
    expect(problemsOf({ ...completeEnvironment, EMAIL_HOST_PASSWORD: 'x' })).toMatch(
      /EMAIL_HOST is missing beside EMAIL_HOST_PASSWORD.*\n.*EMAIL_HOST_USER is missing/,
    );
    expect(problemsOf({ ...completeEnvironment, EMAIL_HOST: 'mail.example.com' })).toContain(
      'MAIL_FROM is missing beside EMAIL_HOST, e.g. Requests <requests@example.com>',
    );
    const said = problemsOf({
      ...completeEnvironment,
      EMAIL_HOST: 'mail.example.com',
      DEFAULT_FROM_EMAIL: 'nobody',
    });
    expect(said).toContain('DEFAULT_FROM_EMAIL must be an address');
    expect(said).not.toContain('MAIL_FROM');
  });

  it('SMTP_URL wins over the pieces, and a difference is told', () => {
    const pieces = { EMAIL_HOST: 'mail.example.com', MAIL_FROM: 'requests@example.com' };
    const other = { ...completeEnvironment, ...pieces, SMTP_URL: 'smtp://relay.example.com:25' };
    const { secrets, notices } = loadSettings(other);
    expect(secrets.providers.smtpUrl).toBe('smtp://relay.example.com:25');
    expect(notices).toEqual(['SMTP_URL and EMAIL_HOST are both set and differ: SMTP_URL is used.']);
    const same = { ...other, SMTP_URL: 'smtp://mail.example.com:25' };
    expect(loadSettings(same).notices).toEqual([]);
  });

  it('reads where messages go until an admin says otherwise', () => {
    const { config } = loadSettings({
      ...completeEnvironment,
      SLACK_DEFAULT_CHANNEL_ID: 'C0123ABCDEF',
      TELEGRAM_DEFAULT_CHAT_ID: '-1001234567890',
    });
    expect(config.slack.defaultChannel).toBe('C0123ABCDEF');
    expect(config.telegram.defaultChat).toBe('-1001234567890');
    const said = problemsOf({
      ...completeEnvironment,
      SLACK_DEFAULT_CHANNEL_ID: 'General',
      TELEGRAM_DEFAULT_CHAT_ID: 'our chat',
    });
    expect(said).toContain(
      'SLACK_DEFAULT_CHANNEL_ID must be the id of a channel, e.g. C0123ABCDEF',
    );
    expect(said).toContain('TELEGRAM_DEFAULT_CHAT_ID must be the id of a chat, e.g. -100');
  });

  it('names DEBUG and EMAIL_BACKEND as unused', () => {
    const { notices } = loadSettings({
      ...completeEnvironment,
      DEBUG: 'False',
      EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend',
    });
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^DEBUG is set and has no meaning here/);
    expect(notices[1]).toMatch(/^EMAIL_BACKEND is set and has no meaning here/);
  });
});

describe('a misspelt name', () => {
  it('is hinted at beside what is missing', () => {
    const { DATABASE_URL: address, ...rest } = completeEnvironment;
    expect(problemsOf({ ...rest, DATABSE_URL: address })).toContain(
      'DATABASE_URL is missing, e.g. postgres://requests:password@db.example.com:5432/requests (DATABSE_URL is set: is it meant?)',
    );
  });

  it('of something optional is a notice', () => {
    const { notices } = loadSettings({ ...completeEnvironment, TRUSTED_PROXYS: '10.0.0.0/8' });
    expect(notices).toEqual([
      'TRUSTED_PROXYS is set and not known here: is TRUSTED_PROXIES meant?',
    ]);
  });

  it('is not seen in what shells and neighbours set', () => {
    const neighbours = ['HOSTNAME', 'PORTS', 'PATH', 'NODE_OPTIONS', 'SLACK_APP_TOKEN', 'SHELL'];
    const env = Object.fromEntries(neighbours.map((name) => [name, 'x']));
    expect(loadSettings({ ...completeEnvironment, ...env }).notices).toEqual([]);
  });
});

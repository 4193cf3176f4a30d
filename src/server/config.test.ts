import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadSettings } from './config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const complete = {
  DATABASE_URL: 'postgres://requests:hush-hush@127.0.0.1:5432/requests',
  SITE_URL: 'https://requests.example.com/',
  SECRET_KEY: 'a-secret-that-signs-and-is-long-enough',
  DATA_ENCRYPTION_KEYS: `new:${key},old:${key}`,
};

const problemsOf = (env: Record<string, string>): string => {
  try {
    loadSettings(env);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('configuration', () => {
  it('reads a complete environment and fills in the defaults', () => {
    const { config, secrets } = loadSettings(complete);
    expect(config).toMatchObject({
      siteUrl: 'https://requests.example.com',
      isHttps: true,
      host: '127.0.0.1',
      port: 8080,
      maxUploadBytes: 10_485_760,
      trustedProxies: [],
    });
    expect(secrets.dataKeys.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('names every problem at once, each with an example', () => {
    const said = problemsOf({ PORT: 'eighty', TRUSTED_PROXIES: '10.0.0.0/8,everyone' });
    for (const name of [
      'DATABASE_URL is missing, e.g. postgres://',
      'SITE_URL must be the public address of the platform, e.g. https://',
      'SECRET_KEY is missing, e.g.',
      'DATA_ENCRYPTION_KEYS is missing, e.g.',
      'PORT must be a whole number from 0 to 65535, e.g. 8080',
      'TRUSTED_PROXIES must be addresses or CIDR ranges, e.g. 10.0.0.0/8',
    ]) {
      expect(said).toContain(name);
    }
  });

  it('treats an empty variable as not set', () => {
    expect(loadSettings({ ...complete, PORT: '' }).config.port).toBe(8080);
  });

  it('reads names of hosts, and names the variable when one is an address', () => {
    const hosts = 'requests.internal, .example.com,*';
    expect(loadSettings({ ...complete, ALLOWED_HOSTS: hosts }).config.allowedHosts).toEqual([
      'requests.internal',
      '.example.com',
      '*',
    ]);
    for (const wrong of ['https://requests.example.com', 'requests.example.com:8080', 'a b']) {
      expect(problemsOf({ ...complete, ALLOWED_HOSTS: wrong })).toContain(
        'ALLOWED_HOSTS must be host names without ports, e.g. requests.example.com',
      );
    }
  });

  it.each([
    ['no-id', 'id:key pairs'],
    [`short:${Buffer.alloc(16).toString('base64')}`, '32 bytes'],
    [`a:${key},a:${key}`, 'one key id twice'],
  ])('refuses the data keys %s', (keys, reason) => {
    expect(problemsOf({ ...complete, DATA_ENCRYPTION_KEYS: keys })).toContain(reason);
  });

  it('never shows a secret when printed or serialised', () => {
    const settings = loadSettings(complete);
    const shown = `${JSON.stringify(settings)}${inspect(settings, { depth: 9, showHidden: true })}`;
    expect(shown).not.toContain('hush-hush');
    expect(shown).not.toContain(complete.SECRET_KEY);
    expect(shown).not.toContain(key);
  });
});

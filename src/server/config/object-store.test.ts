import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../config.ts';
import { completeEnvironment, problemsOf } from './config.testing.ts';

const bucket = {
  ...completeEnvironment,
  AWS_STORAGE_BUCKET_NAME: 'requests-files',
  AWS_S3_REGION_NAME: 'eu-central-1',
};
const problems = (more: Readonly<Record<string, string>>) =>
  problemsOf({ ...bucket, ...more })
    .split('\n')
    .slice(1);

describe('F4 the store of files', () => {
  it('is a folder unless a bucket is named', () => {
    const { config, secrets } = loadSettings(completeEnvironment);
    expect([config.objectStore, config.filesDir]).toEqual([null, '.data/files']);
    expect(secrets.objectStoreKeys).toBeNull();
  });

  it('is a bucket of AWS by its name and region, with the role of the machine', () => {
    const { config, secrets } = loadSettings(bucket);
    expect(config.objectStore).toEqual({
      bucket: 'requests-files',
      region: 'eu-central-1',
      endpoint: null,
      isPathStyle: false,
      downloadOrigin: null,
      keyPrefix: '',
    });
    expect(secrets.objectStoreKeys).toBeNull();
  });

  it('is one of any other store by its address, in the path unless said otherwise', () => {
    const env = {
      ...completeEnvironment,
      AWS_STORAGE_BUCKET_NAME: 'requests-files',
      AWS_S3_ENDPOINT_URL: 'https://s3.example.com',
      AWS_S3_CUSTOM_DOMAIN: 'files.example.com',
      AWS_S3_KEY_PREFIX: 'requests/production',
      AWS_ACCESS_KEY_ID: 'an-id',
      AWS_SECRET_ACCESS_KEY: 'hush-hush',
    };
    const { config, secrets } = loadSettings(env);
    expect(config.objectStore).toMatchObject({
      region: 'us-east-1',
      endpoint: 'https://s3.example.com',
      isPathStyle: true,
      downloadOrigin: 'https://files.example.com',
      keyPrefix: 'requests/production/',
    });
    expect(secrets.objectStoreKeys).toEqual({ id: 'an-id', secret: 'hush-hush' });
    expect(inspect(secrets, { depth: 9 }) + JSON.stringify(secrets)).not.toContain('hush-hush');
    const virtual = loadSettings({ ...env, AWS_S3_FORCE_PATH_STYLE: 'no' });
    expect(virtual.config.objectStore?.isPathStyle).toBe(false);
    const local = loadSettings({ ...env, AWS_S3_CUSTOM_DOMAIN: 'http://localhost:9000' });
    expect(local.config.objectStore?.downloadOrigin).toBe('http://localhost:9000');
  });

  it.each<[Record<string, string>, string]>([
    [{ AWS_S3_REGION_NAME: '' }, 'AWS_S3_REGION_NAME is missing beside AWS_STORAGE_BUCKET_NAME'],
    [
      { AWS_STORAGE_BUCKET_NAME: '' },
      'AWS_STORAGE_BUCKET_NAME is missing beside AWS_S3_REGION_NAME',
    ],
    [{ AWS_ACCESS_KEY_ID: 'id' }, 'AWS_SECRET_ACCESS_KEY is missing beside AWS_ACCESS_KEY_ID'],
    [{ AWS_SECRET_ACCESS_KEY: 'x' }, 'AWS_ACCESS_KEY_ID is missing beside AWS_SECRET_ACCESS_KEY'],
    [{ AWS_STORAGE_BUCKET_NAME: 'a/b' }, 'AWS_STORAGE_BUCKET_NAME must be the name of a bucket'],
    [{ AWS_S3_ENDPOINT_URL: 's3.example.com' }, 'AWS_S3_ENDPOINT_URL must be an address'],
    [{ AWS_S3_FORCE_PATH_STYLE: 'perhaps' }, 'AWS_S3_FORCE_PATH_STYLE must be true or false'],
    [{ AWS_S3_CUSTOM_DOMAIN: 'a.example.com/files' }, 'AWS_S3_CUSTOM_DOMAIN must be a host'],
    [{ AWS_S3_KEY_PREFIX: '../x y' }, 'AWS_S3_KEY_PREFIX must be letters, digits and slashes'],
  ])('with %j is refused with a sentence and an example', (more, sentence) => {
    expect(problems(more)).toEqual([expect.stringContaining(sentence)]);
    expect(problems(more)[0]).toContain(', e.g. ');
  });

  it.each<[Record<string, string>, string]>([
    [{ AWS_S3_ENDPOINT_URL: 'https://requests.example.com' }, 'AWS_S3_ENDPOINT_URL'],
    [
      { AWS_S3_ENDPOINT_URL: 'https://example.com', AWS_STORAGE_BUCKET_NAME: 'requests' },
      'AWS_S3_ENDPOINT_URL',
    ],
    [{ AWS_S3_CUSTOM_DOMAIN: 'Requests.example.com' }, 'AWS_S3_CUSTOM_DOMAIN'],
    [{ AWS_S3_CUSTOM_DOMAIN: 'requests.example.com.' }, 'AWS_S3_CUSTOM_DOMAIN'],
    [{ AWS_S3_CUSTOM_DOMAIN: 'https://requests.example.com:443' }, 'AWS_S3_CUSTOM_DOMAIN'],
    [{ AWS_S3_CUSTOM_DOMAIN: 'http://requests.example.com:9000' }, 'AWS_S3_CUSTOM_DOMAIN'],
    [{ AWS_S3_ENDPOINT_URL: 'https://requests.example.com:9000' }, 'AWS_S3_ENDPOINT_URL'],
    [
      { ALLOWED_HOSTS: 'old.example.com', AWS_S3_CUSTOM_DOMAIN: 'old.example.com' },
      'AWS_S3_CUSTOM_DOMAIN',
    ],
    [
      { SITE_URL: 'http://localhost', AWS_S3_CUSTOM_DOMAIN: 'http://localhost:80' },
      'AWS_S3_CUSTOM_DOMAIN',
    ],
  ])('F3 never shares its host with the platform (%j)', (more, name) => {
    expect(problems(more)).toEqual([
      expect.stringContaining(`${name} has the host of the platform itself`),
    ]);
  });

  it.each<Record<string, string>>([
    { AWS_S3_CUSTOM_DOMAIN: 'files.example.com', ALLOWED_HOSTS: '.example.com,*' },
    { SITE_URL: 'http://localhost:8080', AWS_S3_CUSTOM_DOMAIN: 'http://localhost:3900' },
  ])('F3 may be beside the platform (%j)', (more) => {
    expect(problems(more)).toEqual([]);
  });
});

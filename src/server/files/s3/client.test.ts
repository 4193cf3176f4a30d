import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { ObjectStoreConfig } from '../../config/object-store.ts';
import { S3_TIMEOUTS, S3Calls } from './client.ts';

const AWS: ObjectStoreConfig = {
  bucket: 'requests-files',
  region: 'eu-central-1',
  endpoint: null,
  isPathStyle: false,
  downloadOrigin: null,
  keyPrefix: '',
};
const keys = { id: 'AKIDOFATEST', secret: 'not a secret' };

const signed = async (config: Partial<ObjectStoreConfig>) => {
  const calls = new S3Calls({ ...AWS, ...config }, keys, S3_TIMEOUTS);
  const { origin, pathname } = new URL(await calls.sign('GET', 'ab/cd', {}));
  await calls.close();
  return origin + pathname;
};

it('F4 a download leads to AWS, to a store by its address, or to the name that people know', async () => {
  const endpoint = 'https://s3.example.com:9000';
  const downloadOrigin = 'https://files.example.com';
  expect(await signed({})).toBe('https://requests-files.s3.eu-central-1.amazonaws.com/ab/cd');
  expect(await signed({ endpoint })).toBe('https://requests-files.s3.example.com:9000/ab/cd');
  expect(await signed({ endpoint, isPathStyle: true })).toBe(
    'https://s3.example.com:9000/requests-files/ab/cd',
  );
  expect(await signed({ endpoint, downloadOrigin })).toBe('https://files.example.com/ab/cd');
  expect(await signed({ endpoint, downloadOrigin, isPathStyle: true })).toBe(
    'https://files.example.com/requests-files/ab/cd',
  );
});

it('F4 a process that touches no bucket loads nothing for it', async () => {
  const loads = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ resolve(name, context, next) { seen.push(name); return next(name, context); } });
    const { S3Store } = await import(${JSON.stringify(fileURLToPath(new URL('./s3-store.ts', import.meta.url)))});
    await new S3Store(${JSON.stringify(AWS)}, null).close();
    console.log(JSON.stringify(seen));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    loads,
  ]);
  const seen: string[] = JSON.parse(stdout);
  expect(seen).toContain('./client.ts');
  expect(seen.filter((name) => name.includes('aws'))).toEqual([]);
});

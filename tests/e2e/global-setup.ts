import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/embedded/postgres.ts';
import { startPlatform } from '../../scripts/platform/platform.ts';
import { sampleData } from '../../scripts/platform/sample.ts';
import { buildWebIfStale } from '../../scripts/platform/web-build.ts';

/**
 * The whole platform as `npm start` runs it, on a free port and a database of its own. Tests find it
 * through `PLATFORM_ADDRESS`, its database through `PLATFORM_DATABASE`, what it sent in the local inbox
 * at `PLATFORM_INBOX`; Playwright hands what is set here to its workers.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const say = (sentence: string): void => console.log(sentence);
  await buildWebIfStale(say);
  const folder = mkdtempSync(join(tmpdir(), 'requests-e2e-'));
  const port = await freePort();
  const platform = await startPlatform({
    dataDir: folder,
    host: '127.0.0.1',
    port,
    durable: false,
    // TEST_COPIES=2: no process may keep what the next request, answered by another, would miss.
    copies: Number(process.env.TEST_COPIES ?? '1'),
    fill: sampleData(150),
    // Every test signs in from the same address; how sign-in is slowed has tests of its own.
    env: { SIGN_IN_LIMIT_PER_ADDRESS: '10000', SIGN_IN_DELAY_MS: '0', SIGN_IN_MAX_DELAY_MS: '0' },
    inbox: { near: port },
    say,
  });
  process.env.PLATFORM_ADDRESS = platform.address;
  process.env.PLATFORM_DATABASE = platform.connectionString;
  if (platform.inbox !== null) process.env.PLATFORM_INBOX = platform.inbox.address;
  return async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/embedded/postgres.ts';
import { startPlatform } from '../../scripts/platform/platform.ts';
import { sampleData } from '../../scripts/platform/sample.ts';
import { buildWebIfStale } from '../../scripts/platform/web-build.ts';

/**
 * The whole platform as `npm start` runs it, on a free port and a database of its own. Tests find it
 * through `PLATFORM_ADDRESS`; Playwright hands what is set here to its workers.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const say = (sentence: string): void => console.log(sentence);
  await buildWebIfStale(say);
  const folder = mkdtempSync(join(tmpdir(), 'requests-e2e-'));
  const platform = await startPlatform({
    dataDir: folder,
    host: '127.0.0.1',
    port: await freePort(),
    durable: false,
    fill: sampleData(150),
    say,
  });
  process.env.PLATFORM_ADDRESS = platform.address;
  return async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { freePort } from '../../scripts/embedded/postgres.ts';
import { startPlatform } from '../../scripts/platform/platform.ts';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { type Db, openDb, openPool } from '../../src/server/db/pool.ts';
import type { TestUser } from './actors.ts';
import { DESKTOP } from './browser.ts';

export interface OwnPlatform {
  readonly address: string;
  readonly db: Db;
  /** A page of a browser of its own, signed in as this person, or as nobody. */
  readonly open: (browser: Browser, user: TestUser | null, path: string) => Promise<Page>;
  readonly stop: () => Promise<void>;
}

/** A platform without sample data for tests that change what holds for everybody on it. */
export async function startOwnPlatform(): Promise<OwnPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'requests-own-'));
  const platform = await startPlatform({
    dataDir: folder,
    host: '127.0.0.1',
    port: await freePort(),
    durable: false,
    say: () => undefined,
  });
  const pool = openPool({
    connectionString: platform.connectionString,
    size: 2,
    name: 'requests-e2e-own',
    onError: () => undefined,
  });
  const db = openDb(pool);
  const contexts: BrowserContext[] = [];
  return {
    address: platform.address,
    db,
    open: async (browser, user, path) => {
      const baseURL = platform.address;
      const context = await browser.newContext({ baseURL, viewport: DESKTOP });
      contexts.push(context);
      if (user !== null) {
        await context.addCookies([{ name: cookieName(false), value: user.token, url: baseURL }]);
      }
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    stop: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await db.destroy();
      await platform.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

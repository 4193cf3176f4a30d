import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { cookieName } from '../../src/server/auth/cookie.ts';
import { type Db, openDb, openPool } from '../../src/server/db/pool.ts';
import { makeUser, type TestUser, type UserOptions } from './actors.ts';
import { type BrowserApi, browserApi } from './browser-api.ts';
import { type Watch, watchPages } from './browser-watch.ts';

/**
 * Browser tests run against the whole platform (tests/e2e/global-setup.ts). People are made by each
 * test for itself: drafts, views and sessions of one test are never those of another.
 */
interface Fixtures {
  /** A person with a live session, made for this test. */
  readonly person: (options?: UserOptions) => Promise<TestUser>;
  /** A page of a browser of their own, signed in as this person, or as nobody. */
  readonly open: (user: TestUser | null, path: string, options?: OpenOptions) => Promise<Page>;
  /** The API as this person's browser would call it: for what a test takes as given. */
  readonly api: (user: TestUser) => BrowserApi;
  /** What the pages of a test must not do; says which failures the test provokes on purpose. */
  readonly watch: Watch;
}

interface WorkerFixtures {
  readonly db: Db;
}

export type OpenOptions = Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'timezoneId'>;

export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

export const test = base.extend<Fixtures, WorkerFixtures>({
  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures asked for from the pattern
    async ({}, use) => {
      const pool = openPool({
        connectionString: environment('PLATFORM_DATABASE'),
        size: 2,
        name: 'requests-e2e',
        onError: () => undefined,
      });
      const db = openDb(pool);
      await use(db);
      await db.destroy();
    },
    { scope: 'worker' },
  ],

  person: async ({ db }, use) => {
    await use((options) => makeUser(db, options));
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  api: async ({}, use) => {
    await use((user) => browserApi(platformAddress(), user));
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  watch: async ({}, use) => {
    const watch = watchPages();
    await use(watch);
    expect(watch.problems(), 'what the pages should not have done').toEqual([]);
  },

  open: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (user, path, options = {}) => {
      const context = await browser.newContext({
        baseURL: platformAddress(),
        viewport: DESKTOP,
        ...options,
      });
      contexts.push(context);
      watch.context(context);
      if (user !== null) {
        const url = platformAddress();
        await context.addCookies([{ name: cookieName(false), value: user.token, url }]);
      }
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

export function platformAddress(): string {
  return environment('PLATFORM_ADDRESS');
}

/** Where everything arrives that the platform sends. */
export function inboxAddress(): string {
  return environment('PLATFORM_INBOX');
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by tests/e2e/global-setup.ts`);
  return value;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/server/app.ts';
import { type Config, loadSettings } from '../../src/server/config.ts';
import { type Context, openContext } from '../../src/server/context.ts';
import type { Db } from '../../src/server/db/pool.ts';
import type { App } from '../../src/server/http/app-type.ts';
import { type TestClock, testClock } from './clock.ts';
import { useDatabase } from './database.ts';

export interface TestApp {
  readonly app: App;
  readonly db: Db;
  readonly context: Context;
  readonly clock: TestClock;
  readonly connectionString: string;
}

export interface TestAppOptions {
  readonly config?: Partial<Config>;
  readonly context?: Partial<Context>;
  readonly poolSize?: number;
  /** A folder standing in for the built web app; none unless given. */
  readonly webFolder?: string;
  /** For tests of what each process knows for itself, such as its own measurements. */
  readonly isOneProcess?: boolean;
}

/**
 * The whole application on a database and a files folder of its own, with a clock that the test
 * moves. Call it at the top level of a test file and read its fields inside tests only.
 */
export function useApp(options: TestAppOptions = {}): TestApp {
  const database = useDatabase(
    options.poolSize === undefined ? {} : { poolSize: options.poolSize },
  );
  const clock = testClock();
  const filesDir = mkdtempSync(join(tmpdir(), 'requests-files-'));
  let opened: { readonly app: App; readonly context: Context } | undefined;

  beforeAll(async () => {
    const { config, secrets } = testSettings(database.connectionString, filesDir);
    const context = openContext({ config: { ...config, ...options.config }, secrets }, 'test', {
      db: database.db,
      now: clock.now,
      ...options.context,
    });
    const build = () => buildApp(context, { webFolder: options.webFolder ?? filesDir });
    const apps = [await build()];
    const copies = options.isOneProcess === true ? 1 : sideBySide;
    while (apps.length < copies) apps.push(await build());
    opened = { app: takingTurns(apps), context };
  });

  afterAll(async () => {
    await opened?.app.close();
    rmSync(filesDir, { recursive: true, force: true });
  });

  const use = () => {
    if (opened === undefined) throw new Error('The test app exists inside tests only.');
    return opened;
  };
  return {
    clock,
    get app() {
      return use().app;
    },
    get context() {
      return use().context;
    },
    get db() {
      return database.db;
    },
    get connectionString() {
      return database.connectionString;
    },
  };
}

/** TEST_COPIES=2: every request is answered by the next of so many apps, which share the database only. */
const sideBySide = Number(process.env.TEST_COPIES ?? '1');

function takingTurns(apps: readonly App[]): App {
  const [first] = apps;
  if (first === undefined) throw new Error('TEST_COPIES must be at least 1');
  let turn = 0;
  const next = (): App => {
    turn += 1;
    return apps[turn % apps.length] ?? first;
  };
  return new Proxy(first, {
    get(app, name) {
      if (name === 'close') return () => Promise.all(apps.map((one) => one.close()));
      const owner = name === 'inject' ? next() : app;
      const member: unknown = Reflect.get(owner, name);
      return typeof member === 'function' ? member.bind(owner) : member;
    },
  });
}

/** Settings for tests: silent, on plain HTTP, sign-in not slowed. */
export function testSettings(connectionString: string, filesDir: string) {
  return loadSettings({
    DATABASE_URL: connectionString,
    SITE_URL: 'http://localhost:8080',
    SECRET_KEY: 'a test key of at least thirty-two characters',
    DATA_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    FILES_DIR: filesDir,
    SIGN_IN_DELAY_MS: '0',
    SIGN_IN_MAX_DELAY_MS: '0',
    LOG_LEVEL: 'silent',
  });
}

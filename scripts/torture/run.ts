import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildApp } from '../../src/server/app.ts';
import { loadSettings } from '../../src/server/config.ts';
import { openContext } from '../../src/server/context.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { seeded } from '../bench/random.ts';
import { makeCompany } from './company.ts';
import { Executioner } from './executioner.ts';
import { startProviders } from './providers.ts';
import { letPausesPass, type Waiting, waitingDeliveries } from './queries.ts';
import { type Figure, judge } from './verdict.ts';
import { startWalk, type Walk } from './walk.ts';
import { openWorkerSlot, type WorkerSlot } from './worker-slot.ts';

export interface TortureOptions {
  /** Of a migrated and empty database. */
  readonly connectionString: string;
  /** Every choice derives from it; what two processes do at the same time does not. */
  readonly seed: number;
  readonly kills: number;
  readonly events: number;
  readonly requests: number;
  readonly say?: (sentence: string) => void;
}

export interface TortureResult {
  readonly violations: readonly string[];
  readonly figures: readonly Figure[];
}

const HOST = 'localhost';
const DRAINED_WITHIN_MS = 300_000;
const SAYS_EVERY_MS = 10_000;

/**
 * Kills the worker again and again while people work and providers fail, then lets it finish and
 * compares what the providers took with what was to be sent (N1–N4).
 */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const { connectionString, seed, kills, say = () => undefined } = options;
  const folder = mkdtempSync(join(tmpdir(), 'requests-torture-'));
  const providers = await startProviders();
  const env = {
    DATABASE_URL: connectionString,
    SITE_URL: `http://${HOST}:8080`,
    SECRET_KEY: 'a torture key of at least thirty-two characters',
    DATA_ENCRYPTION_KEYS: `torture:${Buffer.alloc(32, 7).toString('base64')}`,
    FILES_DIR: join(folder, 'files'),
    MAIL_FROM: 'Requests <requests@example.com>',
    SLACK_BOT_TOKEN: 'xoxb-torture',
    TELEGRAM_BOT_TOKEN: '1000000001:torture',
    WORKER_TAKEOVER_SECONDS: '0',
    LOG_LEVEL: 'info',
    // Five hundred starts read the same code.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const context = openContext(loadSettings({ ...env, LOG_LEVEL: 'silent' }), 'torture');
  const app = await buildApp(context, { webFolder: folder });
  // Two sequences: where a worker dies must not decide what people do next.
  const walk = startWalk(app, await makeCompany(context.db), seeded(seed), options);
  const executioner = new Executioner(providers, seeded(seed + 1));
  const ports = {
    email: providers.smtp.port,
    slack: providers.slack.port,
    telegram: providers.telegram.port,
  };
  const openSlot = () => openWorkerSlot({ env, ports, isDeathAt: executioner.isDeathAt });
  const first = await openSlot();
  const second = await openSlot();
  const slots = [first, second];
  const violations: string[] = [];
  const beganMs = performance.now();
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      if (kill % 50 === 49) say(`${kill + 1} of ${kills} kills`);
      // Ten kills of a lonely worker, ten of one of two.
      const isPair = Math.floor(kill / 10) % 2 === 1;
      const living = isPair ? slots : [first];
      for (const slot of living) if (!slot.isRunning) slot.start();
      if (!isPair) violations.push(...(await stop(second)));
      const isBusy = executioner.aim(living);
      const quota = Math.ceil((options.events * (kill + 1)) / kills);
      await Promise.all([isBusy, tell(walk, executioner, quota)]);
    }
    const killedMs = performance.now() - beganMs;
    while ((await walk.step()) !== null);

    providers.slack.behaveWell();
    providers.telegram.behaveWell();
    violations.push(...(await stop(second)));
    if (!first.isRunning) first.start();
    violations.push(...(await drain(context.db, say)));
    violations.push(...(await stop(first)));
    violations.push(...slots.flatMap(({ crashes }) => crashes));
    const verdict = await judge(context.db, providers.records, HOST);
    violations.push(...verdict.violations);
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(0)} s`;
    return {
      violations,
      figures: [
        ['kills', `${kills}: ${executioner.summary()}`],
        ['troubles of providers', String(executioner.troubles)],
        ...verdict.figures,
        ['time of the kills', seconds(killedMs)],
        ['time in all', seconds(performance.now() - beganMs)],
        ['violations', String(violations.length)],
      ],
    };
  } finally {
    await Promise.all(slots.map((slot) => slot.close()));
    await app.close();
    await context.close();
    await providers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets people work until so much was told, some times nothing and then more at once. */
async function tell(walk: Walk, executioner: Executioner, quota: number): Promise<void> {
  while (executioner.told < quota && !executioner.holdsBack) {
    const told = await walk.step();
    if (told === null) return;
    executioner.told += told;
  }
}

/** @returns that it did not end as it should, if it runs at all */
async function stop(slot: WorkerSlot): Promise<readonly string[]> {
  if (!slot.isRunning) return [];
  await slot.isUp;
  if (!slot.isRunning) return [];
  const code = await slot.stop();
  return code === 0 ? [] : [`a worker that was asked to stop ended with ${code}`];
}

/** Waits until nothing waits. @returns what still does when patience ends */
async function drain(db: Db, say: (sentence: string) => void): Promise<readonly string[]> {
  const beganMs = performance.now();
  const untilMs = beganMs + DRAINED_WITHIN_MS;
  for (let toldMs = beganMs; ; ) {
    const waiting = await waitingDeliveries(db);
    if (waiting.length === 0) return [];
    await letPausesPass(db);
    if (performance.now() - toldMs > SAYS_EVERY_MS) {
      toldMs = performance.now();
      say(waiting.map(inWords).join('; '));
    }
    if (performance.now() > untilMs) return waiting.map(inWords);
    await pause(200);
  }
}

const inWords = ({ channel, count, error }: Waiting): string =>
  `${count} ${channel} wait (${error ?? 'not tried yet'})`;

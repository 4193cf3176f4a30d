import { loadSettings } from './config.ts';
import { openContext } from './context.ts';
import { openJobPool } from './db/pool.ts';
import { checkDatabase } from './db/session-check.ts';
import { askStoreAfterStart } from './files/ask-store.ts';
import { startHandingBack } from './jobs/hand-back.ts';
import { startLiveness } from './jobs/liveness.ts';
import { recordRun } from './jobs/record-run.ts';
import { registry } from './jobs/registry.ts';
import { startJobs } from './jobs/runner.ts';
import { openMonitor } from './monitoring/listener.ts';
import { openMetrics } from './monitoring/metrics.ts';
import { sayWhatIsOff } from './notifications/channels/say-off.ts';
import { startSending } from './notifications/sending/start.ts';
import { startTelegramPolling } from './notifications/telegram/polling.ts';
import { fail } from './plain-error.ts';
import { checkStart } from './start/checks.ts';

/** The process of the jobs. Run as many as needed: the database hands each job to one of them. */

const STOP_WITHIN_MS = 20_000;

async function run(): Promise<void> {
  const settings = loadSettings();
  const { config, secrets } = settings;
  await checkDatabase(secrets.databaseUrl);
  const context = openContext(settings, 'worker');
  await checkStart(settings, context);
  const pool = openJobPool({
    connectionString: secrets.databaseUrl,
    // One for each job under way, and one that listens for new ones.
    size: config.workerConcurrency + 1,
    name: 'requests-jobs',
    onError: (error) => context.log.error({ err: error }, 'a database connection broke'),
  });
  let stopping = false;
  const monitor = await openMonitor({
    host: config.host,
    port: config.metricsPort,
    metrics: openMetrics(context),
    isAlive: () => !stopping,
  });
  const liveness = await startLiveness({
    connectionString: secrets.databaseUrl,
    takeOverAfterMs: config.workerTakeoverMs,
    log: context.log,
  });
  const runner = await startJobs({
    pool,
    registry,
    context,
    concurrency: config.workerConcurrency,
    log: context.log,
    liveness,
    around: recordRun(liveness),
  });
  const handingBack = startHandingBack(context, config.workerTakeoverMs);
  const sender = startSending({
    context,
    connectionString: secrets.databaseUrl,
    takeOverAfterMs: config.workerTakeoverMs,
  });
  const bot = context.telegramBot;
  const polling =
    bot && startTelegramPolling({ context, bot, connectionString: secrets.databaseUrl });
  sayWhatIsOff(context.channels, context.log);
  const stopAsking = askStoreAfterStart(context);

  /** Takes no new job, finishes those under way, then lets go of the database. */
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    context.log.info({ signal }, 'stopping');
    stopAsking();
    const late = setTimeout(() => {
      context.log.error('jobs under way did not end in time');
      process.exit(1);
    }, STOP_WITHIN_MS);
    await Promise.all([runner.stop(), sender.stop(), polling?.stop(), handingBack.stop()]);
    await monitor?.stop();
    await liveness.stop();
    await pool.end();
    await context.close();
    clearTimeout(late);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stopping = true;
      stop(signal).catch(fail);
    });
  }
  // Whoever reads this may ask it to stop.
  context.log.info('working');

  await runner.ended;
  // Whoever started this process starts it again.
  if (!stopping) throw new Error('the job runner ended without being asked to');
}

run().catch(fail);

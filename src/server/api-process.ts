import { buildApp } from './app.ts';
import { loadSettings } from './config.ts';
import { openContext } from './context.ts';
import { checkDatabase } from './db/session-check.ts';
import { askStoreAfterStart } from './files/ask-store.ts';
import { explainListening } from './http/explain-listening.ts';
import { openMonitor } from './monitoring/listener.ts';
import { openMetrics } from './monitoring/metrics.ts';
import { fail } from './plain-error.ts';
import { checkStart } from './start/checks.ts';

/** The HTTP process. Stateless: run as many as needed behind a load balancer. */

const STOP_WITHIN_MS = 10_000;

async function run(): Promise<void> {
  const settings = loadSettings();
  const { host, port, metricsPort } = settings.config;
  await checkDatabase(settings.secrets.databaseUrl);
  const context = openContext(settings, 'api');
  await checkStart(settings, context);
  const metrics = openMetrics(context);
  const app = await buildApp(context, { metrics });
  let isStopping = false;
  const stopAsking = askStoreAfterStart(context);
  const monitor = await openMonitor({
    host,
    port: metricsPort,
    metrics,
    isAlive: () => !isStopping,
  });

  /** Takes no new request, answers those under way, then lets go of the database. */
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    isStopping = true;
    stopAsking();
    context.log.info({ signal }, 'stopping');
    const late = setTimeout(() => {
      context.log.error('requests under way did not end in time');
      process.exit(1);
    }, STOP_WITHIN_MS);
    await app.close();
    await monitor?.stop();
    await context.close();
    clearTimeout(late);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stop(signal).catch(fail));
  }

  try {
    await app.listen({ host, port });
  } catch (error) {
    await monitor?.stop();
    await context.close();
    throw explainListening(error, { host, port, variable: 'PORT' });
  }
}

run().catch(fail);

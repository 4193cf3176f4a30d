import { buildApp } from './app.ts';
import { loadSettings } from './config.ts';
import { openContext } from './context.ts';
import { checkDatabase } from './db/session-check.ts';
import { fail, PlainError } from './plain-error.ts';

/** The HTTP process. Stateless: run as many as needed behind a load balancer. */

const STOP_WITHIN_MS = 10_000;

function explainListening(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PlainError(
      `Port ${port} is in use by another program. Stop it, or set PORT to a free one.`,
    );
  }
  if (code === 'EACCES') {
    return new PlainError(`Port ${port} needs more rights. Set PORT to one above 1023.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new PlainError(`This machine has no address ${host}. Correct HOST, e.g. 0.0.0.0.`);
  }
  return error;
}

async function run(): Promise<void> {
  const settings = loadSettings();
  const { host, port } = settings.config;
  await checkDatabase(settings.secrets.databaseUrl);
  const context = openContext(settings, 'api');
  const app = await buildApp(context);

  /** Takes no new request, answers those under way, then lets go of the database. */
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    context.log.info({ signal }, 'stopping');
    const late = setTimeout(() => {
      context.log.error('requests under way did not end in time');
      process.exit(1);
    }, STOP_WITHIN_MS);
    await app.close();
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
    await context.close();
    throw explainListening(error, host, port);
  }
}

run().catch(fail);

import { resolve } from 'node:path';
import { createServer, mergeConfig, type UserConfig } from 'vite';
import { fail } from '../src/server/plain-error.ts';
import viteConfig from '../vite.config.ts';
import { freePort } from './embedded/postgres.ts';
import { addressOf, own, ownInboxPort } from './platform/address.ts';
import { inboxSentence } from './platform/inbox.ts';
import { type Platform, startOnDatabase, startPlatform } from './platform/platform.ts';
import { ensurePortIsFree } from './platform/port.ts';
import { sampleData } from './platform/sample.ts';
import { stopOnSignals } from './platform/signals.ts';

/**
 * `npm run dev`: as `npm start`, but the web app comes from Vite with hot reload, and api and worker
 * start again when one of their files changes.
 */
/** The web app's own folder `api` is served by Vite: its modules have an extension, endpoints have none. */
const apiPaths = '^/api/(?![^?]*\\.tsx?(?:\\?|$))';
const say = (sentence: string): void => console.log(sentence);

let running: Pick<Platform, 'stop' | 'kill'> | undefined;
stopOnSignals(() => running, say);

try {
  const { host, port } = addressOf();
  await ensurePortIsFree(host, port);
  const api = await freePort();
  const connectionString = own('DATABASE_URL');
  const common = { host: '127.0.0.1', port: api, watch: true, say };
  const platform =
    connectionString === undefined
      ? await startPlatform({
          ...common,
          dataDir: resolve(own('DATA_DIR') ?? '.data'),
          durable: true,
          fill: sampleData(),
          inbox: { port: ownInboxPort(), near: port },
          env: { SITE_URL: `http://localhost:${port}`, LOG_LEVEL: own('LOG_LEVEL') ?? 'info' },
        })
      : await startOnDatabase({ ...common, connectionString });
  running = platform;
  const target = `http://127.0.0.1:${api}`;
  const server: UserConfig['server'] = {
    host,
    port,
    strictPort: true,
    proxy: { [apiPaths]: { target }, '/healthz': { target }, '/readyz': { target } },
  };
  const vite = await createServer(mergeConfig(viteConfig, { configFile: false, server }));
  await vite.listen();
  running = {
    stop: async () => {
      await vite.close();
      await platform.stop();
    },
    kill: () => platform.kill(),
  };
  const inbox = inboxSentence(platform.inbox);
  const parts = [
    `Developing at http://localhost:${port} (the api alone: ${target}).`,
    inbox,
    'Stop it with Ctrl-C.',
  ];
  say(`\n${parts.filter((part) => part !== '').join('\n')}`);
} catch (error) {
  fail(error);
}

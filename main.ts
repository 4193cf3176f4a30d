import { resolve } from 'node:path';
import { addressOf, own, ownInboxPort } from './scripts/platform/address.ts';
import { inboxSentence } from './scripts/platform/inbox.ts';
import { type Platform, startOnDatabase, startPlatform } from './scripts/platform/platform.ts';
import { ensurePortIsFree } from './scripts/platform/port.ts';
import { accountTable, sampleData } from './scripts/platform/sample.ts';
import { stopOnSignals } from './scripts/platform/signals.ts';
import { buildWebIfStale } from './scripts/platform/web-build.ts';
import { fail, PlainError } from './src/server/plain-error.ts';

/** `npm start`: the whole platform on this machine; with DATABASE_URL on a database of your own. */

const say = (sentence: string): void => console.log(sentence);

let platform: Platform | undefined;
stopOnSignals(() => platform, say);

async function start(): Promise<Platform> {
  const { host, port } = addressOf();
  await ensurePortIsFree(host, port);
  await buildWebIfStale(say);
  const connectionString = own('DATABASE_URL');
  if (connectionString !== undefined) {
    return startOnDatabase({ host, port, connectionString, say });
  }
  return startPlatform({
    dataDir: resolve(own('DATA_DIR') ?? '.data'),
    host,
    port,
    durable: true,
    fill: sampleData(),
    inbox: { port: ownInboxPort(), near: port },
    say,
  });
}

async function endWithoutDatabase({ databaseLost, stop }: Platform): Promise<void> {
  await databaseLost;
  await stop();
  fail(
    new PlainError(
      'The database ended by itself, so the platform has stopped. Its log is postgres.log in the data folder; start again with npm start.',
    ),
  );
}

try {
  platform = await start();
  if (platform.databaseLost !== undefined) endWithoutDatabase(platform).catch(fail);
  const accounts = own('DATABASE_URL') === undefined ? await accountTable() : '';
  const parts = [
    `The platform runs at ${platform.address}`,
    inboxSentence(platform.inbox),
    accounts,
    'Stop it with Ctrl-C.',
  ];
  say(`\n${parts.filter((part) => part !== '').join('\n\n')}`);
} catch (error) {
  fail(error);
}

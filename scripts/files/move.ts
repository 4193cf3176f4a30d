import { parseArgs } from 'node:util';
import { loadSettings, type Settings } from '../../src/server/config.ts';
import { openDb, openPool } from '../../src/server/db/pool.ts';
import { openSession } from '../../src/server/db/session.ts';
import { checkDatabase } from '../../src/server/db/session-check.ts';
import { fail, PlainError } from '../../src/server/plain-error.ts';
import { orUsage } from '../deploy/or-usage.ts';
import { count, type Move, type MoveReport, moveAll } from './move-all.ts';
import { areOne, type Place, placeOf } from './place.ts';

/** `npm run files:move`: brings all files from one store to another, each verified by its SHA-256. */

const USAGE = `Usage: npm run files:move -- --from folder:/path/of/it --to s3 [--delete-source] [--concurrency 4]

Stores: s3 (the bucket of the AWS_… variables), folder (FILES_DIR), folder:/path/of/it.
Which files there are is read from DATABASE_URL. Whatever stops it, run it again: what has
arrived is verified, not copied. --delete-source removes the files where they came from once
every one of them has arrived.`;

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const MOST_AT_ONCE = 32;
const SAME_STORE = '--from and --to are the same store.';
/** First key of the advisory lock of whoever moves files. */
const MOVE_LOCK_SPACE = 7_265_720;

const flags = () =>
  orUsage(
    USAGE,
    () =>
      parseArgs({
        options: {
          from: { type: 'string' },
          to: { type: 'string' },
          'delete-source': { type: 'boolean', default: false },
          concurrency: { type: 'string', default: '4' },
          help: { type: 'boolean', short: 'h' },
        },
      }).values,
  );

function atOnce(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw new PlainError(`--concurrency must be a whole number from 1 to ${MOST_AT_ONCE}, e.g. 4`);
}

function sayHowItEnded(report: MoveReport): void {
  const { copied, there, failed, deleted, isInterrupted } = report;
  console.log(
    `Copied ${count(copied)}; ${there} had arrived before. Each was read back and verified.`,
  );
  if (deleted > 0) console.log(`Removed ${count(deleted)} where they came from.`);
  if (failed.length > 0) {
    console.error(`\n${count(failed.length)} failed:`);
    for (const line of failed) console.error(`  ${line}`);
    console.error('Nothing was removed. Run the same command again to try these once more.');
  }
  if (isInterrupted) console.error('Stopped. Run the same command again to go on.');
}

async function run(): Promise<void> {
  const given = flags();
  if (given.help === true) return console.log(USAGE);
  if (given.from === undefined || given.to === undefined) throw new PlainError(USAGE);
  const concurrency = atOnce(given.concurrency);
  const settings = loadSettings();
  const [from, to] = [placeOf(given.from, settings), placeOf(given.to, settings)];
  if (from.name === to.name) throw new PlainError(SAME_STORE);
  const { databaseUrl } = settings.secrets;
  await checkDatabase(databaseUrl);
  const session = await openSession({ connectionString: databaseUrl, name: 'requests-files-move' });
  try {
    // Two would write the same copies, and one remove what the other is still proving.
    if (!(await session.tryLock(MOVE_LOCK_SPACE, 0))) {
      throw new PlainError('Files are being moved already. Wait until that has ended.');
    }
    await moveBetween(from, to, { settings, concurrency, deleteSource: given['delete-source'] });
  } finally {
    await session.end();
  }
}

async function moveBetween(
  from: Place,
  to: Place,
  { settings, ...options }: Pick<Move, 'concurrency' | 'deleteSource'> & { settings: Settings },
): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.exitCode = EXIT_CODES[signal];
      stop.abort();
    });
  }
  const pool = openPool({
    connectionString: settings.secrets.databaseUrl,
    size: 2,
    name: 'requests-files-move',
    // A connection that breaks fails the statement on it, and that is what is told.
    onError: () => undefined,
  });
  const db = openDb(pool);
  const stores = { from: from.open(), to: to.open() };
  try {
    if (await areOne(stores.from, stores.to)) throw new PlainError(SAME_STORE);
    console.log(`From ${from.name} to ${to.name}.`);
    const report = await moveAll({
      ...stores,
      ...options,
      db,
      signal: stop.signal,
      say: (line) => console.log(line),
    });
    sayHowItEnded(report);
    if (report.failed.length > 0) process.exitCode ??= 1;
  } finally {
    await Promise.all([stores.from.close(), stores.to.close(), db.destroy()]);
  }
}

run().catch(fail);

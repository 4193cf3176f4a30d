import { Readable } from 'node:stream';
import type { Instant } from '../../src/domain/kernel/calendar.ts';
import { CHANNELS, type Channel } from '../../src/domain/notifications/deliveries.ts';
import { hashPassword } from '../../src/server/auth/passwords.ts';
import type { SecretBox } from '../../src/server/crypto/secret-box.ts';
import type { Db } from '../../src/server/db/pool.ts';
import { inTransaction, type Tx } from '../../src/server/db/transaction.ts';
import type { FileStore } from '../../src/server/files/store.ts';
import { sealSecrets } from '../../src/server/requests/secrets/commands.ts';
import { SAMPLE_DATA_KEY } from '../../src/server/start/queries.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_PASSWORD, type SampleAccount } from './accounts.ts';
import { type Invented, inventYear } from './invent.ts';
import { type NotificationRows, notificationRows, settingRows } from './notifications.ts';
import { type PriceRows, priceRows } from './prices.ts';
import { analyze, continueIdentities, hasUsers, insertRows, priceCompletions } from './queries.ts';
import { personRow, type Rows, rowsOf, type StoredContent } from './rows.ts';

export { SAMPLE_ACCOUNTS };

export interface SampleOptions {
  /** The year ends here. */
  readonly now: Instant;
  readonly seed?: number;
  /** Default 2000; at least as many as it takes to show every status of every type. */
  readonly requests?: number;
  readonly files: FileStore;
  readonly secretBox: SecretBox;
  /** Channels that really send what happened in the last day; all of them unless said otherwise. */
  readonly sending?: readonly Channel[];
  readonly log?: (sentence: string) => void;
}

const DEFAULT_SEED = 20_26;
const WRITES_AT_ONCE = 16;

/**
 * Fills an empty, migrated database with a company's year: people, requests with their history and
 * files, and who was to be told: the last day's news is really sent. Files come first and all rows in one transaction, so that a load which
 * is cut short leaves an empty database and bytes that the sweep removes (F5).
 *
 * @returns the accounts to sign in with
 * @throws Error when somebody has an account already
 */
export async function loadSampleData(
  db: Db,
  options: SampleOptions,
): Promise<readonly SampleAccount[]> {
  const { now, seed = DEFAULT_SEED, requests = 2_000, files, secretBox } = options;
  const { sending = CHANNELS } = options;
  const startedMs = performance.now();
  const year = await inventYear({ now, seed, requests });
  const rows = rowsOf(year);
  const prices = priceRows(year, now);
  const notified = notificationRows(year, now, sending);
  const [passwordHash] = await Promise.all([
    hashPassword(SAMPLE_PASSWORD),
    storeAll(files, rows.contents),
  ]);
  await inTransaction(db, async (tx) => {
    if (await hasUsers(tx)) throw new Error('Sample data is loaded into an empty database only.');
    await insertAll(tx, year, rows, passwordHash);
    await insertPrices(tx, prices);
    await insertNotified(tx, notified, now);
    await insertRows(tx, 'settings', [markerRow(year, now)]);
    await continueIdentities(tx);
    await sealAll(tx, secretBox, year);
  });
  await analyze(db);
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  options.log?.(
    `Loaded sample data: ${year.people.length} people, ${rows.requests.length} requests, ${rows.files.length} files in ${seconds} s (seed ${seed}).`,
  );
  return SAMPLE_ACCOUNTS;
}

/** Which accounts are invented: production refuses to start while one of them can sign in. */
function markerRow({ people }: Invented, now: Instant) {
  const lastUserId = Math.max(...people.map(({ actor }) => actor.id));
  return { key: SAMPLE_DATA_KEY, value: { lastUserId }, updated_at: now };
}

async function insertAll(tx: Tx, year: Invented, rows: Rows, passwordHash: string): Promise<void> {
  await insertRows(
    tx,
    'users',
    year.people.map((person) => personRow(person, passwordHash)),
  );
  await insertRows(tx, 'requests', rows.requests);
  await insertRows(tx, 'request_events', rows.events);
  await insertRows(tx, 'request_event_texts', rows.texts);
  await insertRows(tx, 'files', rows.files);
  await insertRows(tx, 'request_files', rows.attached);
  await insertRows(tx, 'code_counters', rows.counters);
}

async function insertPrices(tx: Tx, rows: PriceRows): Promise<void> {
  await insertRows(tx, 'price_lists', rows.lists);
  await insertRows(tx, 'price_list_prices', rows.prices);
  await insertRows(tx, 'price_list_events', rows.events);
  await priceCompletions(tx, rows.completions, rows.lines);
}

async function insertNotified(tx: Tx, rows: NotificationRows, now: Instant): Promise<void> {
  await insertRows(tx, 'settings', settingRows(now));
  await insertRows(tx, 'notifications', rows.notifications);
  await insertRows(tx, 'delivery_lanes', rows.lanes);
  await insertRows(tx, 'deliveries', rows.deliveries);
}

async function sealAll(tx: Tx, secretBox: SecretBox, { lives }: Invented): Promise<void> {
  for (const [index, { secrets }] of lives.entries()) {
    await sealSecrets(tx, secretBox, index + 1, secrets);
  }
}

/** A store waits for the disk: several writes at once share the wait. */
async function storeAll(files: FileStore, contents: readonly StoredContent[]): Promise<void> {
  const left = [...contents];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      await files.put(next.storageKey, Readable.from([next.content.bytes]));
    }
  };
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, work));
}

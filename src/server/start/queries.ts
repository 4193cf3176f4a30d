import type { Db } from '../db/pool.ts';

/** Where the loader of sample data writes down which accounts are its own. */
export const SAMPLE_DATA_KEY = 'sample_data';

/** The last id that the sample data gave to a user, null where none was loaded since that is kept. */
export async function lastSampleUserId(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', SAMPLE_DATA_KEY)
    .executeTakeFirst();
  const value = row?.value;
  if (typeof value !== 'object' || value === null || !('lastUserId' in value)) return null;
  return typeof value.lastUserId === 'number' ? value.lastUserId : null;
}

/** Addresses of those who may sign in, up to an id. */
export async function activeAddressesUpTo(db: Db, lastId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('users')
    .select('email')
    .where('id', '<=', lastId)
    .where('is_active', '=', true)
    .orderBy('id')
    .execute();
  return rows.map(({ email }) => email);
}

/** Those who may sign in with an address that belongs to nobody (RFC 2606), one for each hash. */
export async function activeExampleAccounts(
  db: Db,
): Promise<readonly { readonly email: string; readonly password_hash: string | null }[]> {
  return db
    .selectFrom('users')
    .select(['email', 'password_hash'])
    .distinctOn('password_hash')
    .where('email', 'like', '%@example.com')
    .where('is_active', '=', true)
    .where('password_hash', 'is not', null)
    .orderBy('password_hash')
    .orderBy('id')
    .limit(MOST_HASHES)
    .execute();
}

/** Each takes a moment to compare; sample accounts share one. */
const MOST_HASHES = 5;

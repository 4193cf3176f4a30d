import { verifyPassword } from '../auth/passwords.ts';
import type { Db } from '../db/pool.ts';
import { PlainError } from '../plain-error.ts';
import { activeAddressesUpTo, activeExampleAccounts, lastSampleUserId } from './queries.ts';

/** The password of every sample account: printed at each start of a trial, so known to everybody. */
export const SAMPLE_PASSWORD = 'requests-sample';

const MOST_NAMED = 3;

/** Throws a PlainError while anybody can sign in with an account of the sample data. */
export async function refuseSampleAccounts(db: Db): Promise<void> {
  const addresses = await sampleAddresses(db);
  if (addresses.length === 0) return;
  const named = addresses.slice(0, MOST_NAMED).join(', ');
  const more = addresses.length > MOST_NAMED ? ` and ${addresses.length - MOST_NAMED} more` : '';
  throw new PlainError(
    `The database holds active sample accounts, whose password everybody knows: ${named}${more}. Use a database without sample data; or start once without NODE_ENV=production where nobody else can reach it, and deactivate them there.`,
  );
}

async function sampleAddresses(db: Db): Promise<readonly string[]> {
  const lastId = await lastSampleUserId(db);
  if (lastId !== null) return activeAddressesUpTo(db, lastId);
  // Loaded by a release that did not write down which accounts were its own.
  const known: string[] = [];
  for (const { email, password_hash } of await activeExampleAccounts(db)) {
    if (await verifyPassword(password_hash, SAMPLE_PASSWORD)) known.push(email);
  }
  return known;
}

import { DomainError } from '../../domain/errors.ts';
import { addMs, epochMs, type Instant } from '../../domain/kernel/calendar.ts';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/pool.ts';
import type { AttemptKind } from '../db/schema.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { limitedNetwork } from '../http/client-address.ts';
import { type Attempts, countFailures, insertAttempt, lockAddress } from './queries.ts';
import { noteRefusal } from './refusals.ts';

/**
 * Guessing is limited per client address and slowed, never locked, per account: a lock would let
 * anybody keep a colleague out. Both count failures in the database, over all processes. Asking for
 * mails (`mail`) is limited alike but counted apart, and every time counts: it cannot keep anybody
 * from signing in.
 */

export interface Attempt {
  readonly id: number;
  /** How long this attempt has to wait before it is looked at. */
  readonly delayMs: number;
}

/**
 * Takes one of the attempts that this address has left, before any password is looked at, so that
 * parallel attempts cannot outrun the count.
 * @throws DomainError too_many_attempts, with the time until the oldest failure stops counting
 */
export async function takeAttempt(
  context: Context,
  kind: AttemptKind,
  address: string,
  email: string,
): Promise<Attempt> {
  const network = limitedNetwork(address);
  // Accounts are told apart by hash, known or not: nothing collects what people mistype.
  const hash = context.keyedHash(ACCOUNT_HASHES[kind], email);
  const count = async (db: Db | Tx): Promise<Attempts> => {
    const now = context.now();
    const windowMs = context.config.signIn.windowSeconds * 1_000;
    const failures = await countFailures(db, kind, network, hash, addMs(now, -windowMs));
    refuseBeyondLimit(context, kind, failures, now);
    return failures;
  };
  // Looked at without the lock first: a flood from one address must not fill the pool with
  // connections that wait for each other.
  try {
    await count(context.db);
    return await inTransaction(context.db, async (tx) => {
      await lockAddress(tx, kind, network);
      const { onAccount } = await count(tx);
      const id = await insertAttempt(tx, kind, network, hash, context.now());
      return { id, delayMs: delayAfter(onAccount, context.config.signIn) };
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'too_many_attempts') {
      await noteRefusal(context, kind, address);
    }
    throw error;
  }
}

const ACCOUNT_HASHES: Readonly<Record<AttemptKind, string>> = {
  sign_in: 'sign-in',
  mail: 'account-mail',
};

const REFUSALS: Readonly<Record<AttemptKind, string>> = {
  sign_in: 'Too many failed attempts came from your network. Wait, then try again.',
  mail: 'Too many mails were asked for from your network. Wait, then try again.',
};

function refuseBeyondLimit(
  context: Context,
  kind: AttemptKind,
  { fromAddress, oldest }: Attempts,
  now: Instant,
): void {
  const { limitPerAddress, windowSeconds } = context.config.signIn;
  if (fromAddress < limitPerAddress || oldest === null) return;
  const freeAt = epochMs(addMs(oldest, windowSeconds * 1_000));
  throw new DomainError('too_many_attempts', REFUSALS[kind], {
    retryAfterSeconds: Math.ceil((freeAt - epochMs(now)) / 1_000),
  });
}

/** Doubles with every failure up to the cap: none, one step, two, four, … */
export function delayAfter(
  failures: number,
  { delayMs, maxDelayMs }: Pick<Config['signIn'], 'delayMs' | 'maxDelayMs'>,
): number {
  return failures <= 0 ? 0 : Math.min(maxDelayMs, delayMs * 2 ** (failures - 1));
}

import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Db } from '../db/pool.ts';
import type { CompanyLogoTable } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';

export type StoredLogo = Pick<Selectable<CompanyLogoTable>, 'content' | 'mime_type'>;

/** The hash of the logo, by which it is addressed; undefined without one. */
export async function loadLogoHash(db: Db | Tx): Promise<Buffer | undefined> {
  const row = await db.selectFrom('company_logo').select('sha256').executeTakeFirst();
  return row && Buffer.from(row.sha256);
}

/** Undefined for every hash but that of the present logo. */
export async function loadLogo(db: Db, sha256: Buffer): Promise<StoredLogo | undefined> {
  return db
    .selectFrom('company_logo')
    .select(['content', 'mime_type'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

export async function storeLogo(
  tx: Tx,
  logo: StoredLogo & { readonly sha256: Buffer },
  actorId: number,
  now: Instant,
): Promise<void> {
  const stored = { ...logo, updated_at: now, updated_by: actorId };
  await tx
    .insertInto('company_logo')
    .values(stored)
    .onConflict((conflict) => conflict.column('is_only').doUpdateSet(stored))
    .execute();
}

export async function deleteLogo(tx: Tx): Promise<void> {
  await tx.deleteFrom('company_logo').execute();
}

import { sql } from 'kysely';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Tx } from '../../db/transaction.ts';

/** Whoever an address belongs to, for mails that anybody can ask for. */
export interface Asked {
  readonly id: number;
  readonly is_active: boolean;
  readonly has_password: boolean;
}

/** One after the other for each address, known or not: two links at once would be one too many. */
export async function lockAsked(tx: Tx, email: string): Promise<Asked | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`mail ${email}`}, 0))`.execute(tx);
  return tx
    .selectFrom('users')
    .select(['id', 'is_active'])
    .select(sql<boolean>`password_hash IS NOT NULL`.as('has_password'))
    .where('email', '=', email)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** How many mails anybody had sent to this address since then; those of admins do not count. */
export async function countAskedMails(tx: Tx, email: string, since: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT
      (SELECT count(*) FROM account_links
        WHERE email = ${email} AND created_by IS NULL AND created_at > ${since})
      + (SELECT count(*) FROM account_notices
        WHERE email = ${email} AND kind = 'has_account' AND created_at > ${since}) AS count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

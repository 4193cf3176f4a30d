import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Actor } from '../../domain/people.ts';
import type { Values } from '../../domain/requests/define.ts';
import type { Sealed } from '../crypto/secret-box.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { visibleTo } from '../requests/visibility.ts';

export interface StoredDraft {
  readonly form: string;
  readonly content: Values;
  readonly secrets: Sealed | null;
  readonly fileIds: readonly string[];
  readonly savedAt: Instant;
}

const COLUMNS = [
  'form',
  'content',
  'secrets_key_id',
  'secrets_nonce',
  'secrets_ciphertext',
  'file_ids',
  'saved_at',
] as const;

function draftsOf(db: Db, userId: number, liveSince: Instant) {
  return db
    .selectFrom('drafts')
    .select(COLUMNS)
    .where('user_id', '=', userId)
    .where('saved_at', '>', liveSince);
}

type Row = Awaited<ReturnType<ReturnType<typeof draftsOf>['executeTakeFirstOrThrow']>>;

function storedDraft(row: Row): StoredDraft {
  const { secrets_key_id: keyId, secrets_nonce: nonce, secrets_ciphertext: ciphertext } = row;
  return {
    form: row.form,
    content: row.content,
    secrets:
      keyId === null || nonce === null || ciphertext === null
        ? null
        : { keyId, nonce: Buffer.from(nonce), ciphertext: Buffer.from(ciphertext) },
    fileIds: row.file_ids,
    savedAt: row.saved_at,
  };
}

/** @param liveSince older drafts have expired, whether they are removed yet or not */
export async function findDraft(
  db: Db,
  userId: number,
  form: string,
  liveSince: Instant,
): Promise<StoredDraft | null> {
  const row = await draftsOf(db, userId, liveSince).where('form', '=', form).executeTakeFirst();
  return row === undefined ? null : storedDraft(row);
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockDraft(
  tx: Tx,
  userId: number,
  form: string,
  liveSince: Instant,
): Promise<StoredDraft | null> {
  const row = await draftsOf(tx, userId, liveSince)
    .where('form', '=', form)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : storedDraft(row);
}

/** Newest first. */
export async function listDrafts(
  db: Db,
  userId: number,
  liveSince: Instant,
): Promise<StoredDraft[]> {
  const rows = await draftsOf(db, userId, liveSince).orderBy('saved_at', 'desc').execute();
  return rows.map(storedDraft);
}

/** Last write wins. */
export async function upsertDraft(tx: Tx, userId: number, draft: StoredDraft): Promise<void> {
  const columns = {
    content: JSON.stringify(draft.content),
    secrets_key_id: draft.secrets?.keyId ?? null,
    secrets_nonce: draft.secrets?.nonce ?? null,
    secrets_ciphertext: draft.secrets?.ciphertext ?? null,
    file_ids: [...draft.fileIds],
    saved_at: draft.savedAt,
  };
  await tx
    .insertInto('drafts')
    .values({ user_id: userId, form: draft.form, ...columns })
    .onConflict((conflict) => conflict.columns(['user_id', 'form']).doUpdateSet(columns))
    .execute();
}

export async function deleteDraft(tx: Tx, userId: number, form: string): Promise<void> {
  await tx.deleteFrom('drafts').where('user_id', '=', userId).where('form', '=', form).execute();
}

/** P3: whether this person may know that there is such a request. */
export async function isRequestVisible(db: Db, actor: Actor, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('requests')
    .select('requests.id')
    .where('requests.code', '=', code)
    .where(visibleTo(actor))
    .executeTakeFirst();
  return row !== undefined;
}

import { type SqlBool, sql } from 'kysely';
import type { FileRef } from '../../domain/api/requests.ts';
import type { Instant } from '../../domain/kernel/calendar.ts';
import type { Actor } from '../../domain/people.ts';
import type { FileFacts } from '../../domain/requests/define.ts';
import type { Db } from '../db/pool.ts';
import type { Tx } from '../db/transaction.ts';
import { shownTo, visibleTo } from '../requests/visibility.ts';
import { csvFactsOf, fileRefOf } from './view.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids come from clients: whatever is no UUID names no file, and must not reach the database. */
function uuids(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id) => UUID.test(id)).map((id) => id.toLowerCase()))];
}

/** One parameter whatever the number of ids, so that it stays one prepared statement. */
export function isAmong(column: 'files.id' | 'request_files.file_id', ids: readonly string[]) {
  return sql<SqlBool>`${sql.ref(column)} = any(${uuids(ids)}::uuid[])`;
}

function filesWithUploader(db: Db) {
  return db
    .selectFrom('files')
    .innerJoin('users', 'users.id', 'files.uploader_id')
    .select([
      'files.id',
      'files.name',
      'files.size_bytes as sizeBytes',
      'files.mime_type as mimeType',
      'files.uploaded_at as uploadedAt',
      'files.csv',
      'files.uploader_id as uploaderId',
      'users.username',
      'users.first_name as firstName',
      'users.last_name as lastName',
      'users.is_active as isActive',
    ]);
}

export interface StoredFile {
  readonly ref: FileRef;
  readonly storageKey: string;
  readonly sha256: Uint8Array;
  readonly isAttached: boolean;
}

/**
 * P3: a file of a request follows the request, one of an internal comment the comment (L18); one
 * that is not attached yet is its uploader's alone.
 */
function filesVisibleTo(db: Db, actor: Actor) {
  return filesWithUploader(db)
    .leftJoin('request_files', 'request_files.file_id', 'files.id')
    .leftJoin('requests', 'requests.id', 'request_files.request_id')
    .leftJoin('request_events', 'request_events.id', 'request_files.event_id')
    .where((eb) =>
      eb.or([
        eb.and([eb('request_files.file_id', 'is', null), eb('files.uploader_id', '=', actor.id)]),
        eb.and([
          eb('request_files.file_id', 'is not', null),
          visibleTo(actor),
          shownTo(actor, 'request_events.details'),
        ]),
      ]),
    );
}

/** P3, F3: null for a file that this person may not see and for one that does not exist alike. */
export async function findVisibleFile(
  db: Db,
  actor: Actor,
  id: string,
): Promise<StoredFile | null> {
  const row = await filesVisibleTo(db, actor)
    .select(['files.storage_key', 'files.sha256', 'request_files.request_id'])
    .where(isAmong('files.id', [id]))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ref: fileRefOf(row),
    storageKey: row.storage_key,
    sha256: row.sha256,
    isAttached: row.request_id !== null,
  };
}

/** P3: those of `ids` that this person may see and that are still there. */
export async function findVisibleFiles(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<FileRef[]> {
  if (uuids(ids).length === 0) return [];
  const rows = await filesVisibleTo(db, actor).where(isAmong('files.id', ids)).execute();
  const byId = new Map(rows.map((row) => [row.id, fileRefOf(row)]));
  return uuids(ids).flatMap((id) => byId.get(id) ?? []);
}

/** Where the files of comments are put; forms name their own (L18). */
export const COMMENT_PLACE = 'comment';

/** A form names files that came with a form: those of an internal comment are not its writer's to know. */
const isOfForm = sql<SqlBool>`request_files.place <> ${COMMENT_PLACE}`;

/**
 * What the form engine may know about the files a form names: those this person uploaded that are
 * not attached yet and, when the form changes a request, the files of that request.
 */
export async function fileFacts(
  db: Db,
  ids: readonly string[],
  of: { readonly actorId: number; readonly requestId?: number },
): Promise<ReadonlyMap<string, FileFacts>> {
  if (uuids(ids).length === 0) return new Map();
  const rows = await db
    .selectFrom('files')
    .leftJoin('request_files', 'request_files.file_id', 'files.id')
    .select(['files.id', 'files.name', 'files.size_bytes', 'files.csv'])
    .where(isAmong('files.id', ids))
    .where((eb) =>
      eb.or([
        eb.and([eb('request_files.file_id', 'is', null), eb('files.uploader_id', '=', of.actorId)]),
        eb.and([eb('request_files.request_id', '=', of.requestId ?? null), isOfForm]),
      ]),
    )
    .execute();
  return new Map(
    rows.map(({ id, name, size_bytes, csv }) => [
      id,
      { id, name, sizeBytes: size_bytes, csv: csvFactsOf(csv) },
    ]),
  );
}

/** How many uploads of this person since then belong to no request. */
export async function countUnattached(db: Db, uploaderId: number, since: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('files')
    .leftJoin('request_files', 'request_files.file_id', 'files.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('files.uploader_id', '=', uploaderId)
    .where('files.uploaded_at', '>=', since)
    .where('request_files.file_id', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export interface NewFile {
  readonly storageKey: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: Uint8Array;
  readonly mimeType: string;
  readonly csv: FileFacts['csv'];
  readonly uploaderId: number;
  readonly uploadedAt: Instant;
}

export async function insertFile(tx: Tx, file: NewFile): Promise<FileRef> {
  const { id } = await tx
    .insertInto('files')
    .values({
      storage_key: file.storageKey,
      name: file.name,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      mime_type: file.mimeType,
      csv: file.csv === null ? null : JSON.stringify(file.csv),
      uploader_id: file.uploaderId,
      uploaded_at: file.uploadedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return fileRefOf(
    await filesWithUploader(tx).where('files.id', '=', id).executeTakeFirstOrThrow(),
  );
}

export interface Attachment {
  readonly requestId: number;
  readonly eventId: number;
  readonly actorId: number;
  readonly files: readonly { readonly fileId: string; readonly place: string }[];
}

/**
 * Attaches those files that are the actor's own and attached to nothing; returns their ids. The
 * share lock waits for a sweep that is deleting one of them, which then is not among the rows; the
 * unique file makes two requests that claim the same one agree on a winner.
 */
export async function insertRequestFiles(tx: Tx, attachment: Attachment): Promise<Set<string>> {
  const { requestId, eventId, actorId, files } = attachment;
  const known = files.filter(({ fileId }) => UUID.test(fileId));
  const ids = known.map(({ fileId }) => fileId);
  const places = known.map(({ place }) => place);
  const { rows } = await sql<{ file_id: string }>`
    insert into request_files (request_id, file_id, place, event_id)
    select ${requestId}::bigint, f.id, w.place, ${eventId}::bigint
    from unnest(${ids}::uuid[], ${places}::text[]) as w (file_id, place)
    join files f on f.id = w.file_id
    where f.uploader_id = ${actorId}
      and not exists (select from request_files r where r.file_id = f.id)
    order by f.id
    for key share of f
    on conflict do nothing
    returning file_id`.execute(tx);
  return new Set(rows.map((row) => row.file_id));
}

/** Those of `ids` that this request's forms hold already. */
export async function attachedFileIds(
  db: Db,
  requestId: number,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('request_files')
    .select('file_id')
    .where('request_id', '=', requestId)
    .where(isOfForm)
    .where(isAmong('request_files.file_id', ids))
    .execute();
  return new Set(rows.map((row) => row.file_id));
}

/**
 * Keeps the files a draft names from being swept while the draft is being saved; returns those that
 * exist and are this person's.
 */
export async function holdOwnFiles(
  tx: Tx,
  actorId: number,
  ids: readonly string[],
): Promise<string[]> {
  if (uuids(ids).length === 0) return [];
  const rows = await tx
    .selectFrom('files')
    .select('id')
    .where(isAmong('files.id', ids))
    .where('uploader_id', '=', actorId)
    .orderBy('id')
    .forShare()
    .execute();
  return rows.map((row) => row.id);
}

import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, instant } from '../../domain/kernel/calendar.ts';
import type { Team } from '../../domain/people.ts';
import type { Db } from '../db/pool.ts';

/** What the tests of files and drafts share. */

const BOUNDARY = 'boundary-of-a-test';

export interface Part {
  /** Absent for a plain field. */
  readonly filename?: string;
  readonly content: string | Buffer;
  readonly type?: string;
}

/** A multipart body as a browser would send it. */
export function multipart(...parts: readonly Part[]) {
  const chunks = parts.flatMap(({ filename, content, type = 'application/octet-stream' }) => [
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"${
        filename === undefined ? '' : `; filename="${filename}"\r\ncontent-type: ${type}`
      }\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  };
}

/** Every file below the store's folder, temporary ones included. */
export function storedNames(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const AT: Instant = instant('2026-11-18T09:00:00Z');

/** A row of its own making, as if it had been uploaded. */
export async function addFile(
  db: Db,
  uploaderId: number,
  more: { name?: string; uploadedAt?: Instant; storageKey?: string } = {},
): Promise<string> {
  const { id } = await db
    .insertInto('files')
    .values({
      storage_key: more.storageKey ?? randomBytes(20).toString('hex'),
      name: more.name ?? 'units.csv',
      size_bytes: 12,
      sha256: randomBytes(32),
      mime_type: 'text/csv',
      csv: null,
      uploader_id: uploaderId,
      uploaded_at: more.uploadedAt ?? AT,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

let sequence = 0;

/** A pending request with its first event. */
export async function addRequest(
  db: Db,
  requesterId: number,
  team: Team = 'revenue',
): Promise<{ id: number; code: string; eventId: number }> {
  sequence += 1;
  const code = `PR-26Q4${String(sequence).padStart(3, '0')}`;
  const { id } = await db
    .insertInto('requests')
    .values({
      code,
      type: 'property_records',
      thread_title: 'Property records',
      requester_id: requesterId,
      creator_id: requesterId,
      team,
      data: '{}',
      status: 'pending',
      created_at: AT,
      updated_at: AT,
      status_since: AT,
      tat_start_at: AT,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const event = await db
    .insertInto('request_events')
    .values({
      request_id: id,
      at: AT,
      actor_id: requesterId,
      action: 'create',
      to_status: 'pending',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, code, eventId: event.id };
}

import { displayName } from '../../../domain/people.ts';
import { canSeeReports } from '../../../domain/permissions.ts';
import { exportReadyMessage } from '../../../domain/reports/exports/ready-message.ts';
import type { Context } from '../../context.ts';
import { mailPerson } from '../../notifications/channels/mail-person.ts';
import { loadLook } from '../../settings/queries.ts';
import { loadExport } from './writing-queries.ts';

/**
 * D2, N4: tells the owner by mail that their report is ready, if mail is set up. Every attempt is
 * the same mail with the same Message-ID. A throw is tried again by the queue.
 */
export async function mailExport(
  context: Context,
  exportId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, channels, config } = context;
  if (channels.email === null) return;
  const ready = await loadExport(db, exportId);
  if (ready?.state !== 'ready' || !ready.is_active || !canSeeReports(ready)) return;
  const { size_bytes, finished_at, expires_at } = ready;
  if (size_bytes === null || finished_at === null || expires_at === null) return;
  const name = displayName({
    firstName: ready.first_name,
    lastName: ready.last_name,
    username: ready.username,
  });
  const message = exportReadyMessage(
    {
      fileName: ready.file_name,
      rows: ready.rows_done,
      sizeBytes: size_bytes,
      finishedAt: finished_at,
      expiresAt: expires_at,
    },
    ready,
    config.siteUrl,
  );
  const to = { address: ready.email, name, look: await loadLook(db) };
  await mailPerson(context, `export-${exportId}`, message, to, signal);
}

import { displayName } from '../../../domain/people.ts';
import { canSeeReports } from '../../../domain/permissions.ts';
import { exportReadyMessage } from '../../../domain/reports/exports/ready-message.ts';
import type { Context } from '../../context.ts';
import { loadExport } from './writing-queries.ts';

/**
 * D2, N4: tells the owner by mail that their report is ready, if mail is set up. Every attempt is
 * the same mail with the same Message-ID. A throw is tried again by the queue.
 */
export async function mailExport(
  { db, channels, config, log }: Context,
  exportId: string,
  signal: AbortSignal,
): Promise<void> {
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
  const outcome = await channels.email.send(
    {
      key: `export-${exportId}`,
      message,
      to: { address: ready.email, name, muteUrl: null },
      thread: null,
      earlier: null,
    },
    signal,
  );
  switch (outcome.kind) {
    case 'sent':
    case 'posted':
    case 'moved':
      return;
    case 'failed':
      log.warn({ exportId, error: outcome.error }, 'a report was not announced by mail');
      return;
    case 'retry':
    case 'unknown':
    case 'channel_off':
      throw new Error(`the mail about a report was not sent: ${outcome.error}`);
  }
}

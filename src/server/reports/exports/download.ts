import type { FastifyReply } from 'fastify';
import type { DownloadQuery } from '../../../domain/api/exports.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import { checkFormat, DIRECT_LIMIT } from '../../../domain/reports/exports/limits.ts';
import { exportFileName, planExport } from '../../../domain/reports/exports/plan.ts';
import type { Context } from '../../context.ts';
import { attachmentHeader } from '../../files/file-name.ts';
import { CONTENT_TYPES, exportContent } from './content.ts';
import type { DownloadSlots } from './slots.ts';
import { type ExportSource, openSource } from './source.ts';

/**
 * D2: streams the report as fast as the client takes it. A client that goes away ends the reading,
 * the transaction and its cursor at once.
 * @throws DomainError `validation_failed` for filters, and for more rows than anybody should wait for
 */
export async function sendExport(
  context: Context,
  slots: DownloadSlots,
  { actor, query, reply }: { actor: Actor; query: DownloadQuery; reply: FastifyReply },
): Promise<FastifyReply> {
  const plan = planExport(query);
  const giveBack = slots.take(actor.id);
  let source: ExportSource | undefined;
  const end = async (): Promise<void> => {
    await source?.close();
    giveBack();
  };
  try {
    source = await openSource(context.db, actor, plan);
    checkFormat(query.format, source.rowCount);
    checkDirect(query, source.rowCount);
    const content = exportContent(query, source.columns, source.batches(), context.now());
    content.once('close', () => void end());
    return reply
      .headers({
        'content-disposition': attachmentHeader(exportFileName(plan, query.format)),
        'content-type': CONTENT_TYPES[query.format],
        'x-content-type-options': 'nosniff',
        'x-row-count': source.rowCount,
      })
      .send(content);
  } catch (error) {
    await end();
    throw error;
  }
}

function checkDirect({ format }: DownloadQuery, rows: number): void {
  const most = DIRECT_LIMIT[format];
  if (rows <= most) return;
  const message = `These are ${rows} rows; up to ${most} are downloaded at once. Have the report written for you (POST /api/exports) or choose a shorter period`;
  throw new DomainError('validation_failed', `${message}.`, { issues: [{ path: '', message }] });
}

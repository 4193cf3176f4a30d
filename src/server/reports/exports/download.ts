import type { FastifyReply } from 'fastify';
import type { DownloadQuery } from '../../../domain/api/exports.ts';
import type { Actor } from '../../../domain/people.ts';
import { checkDirect, checkFormat } from '../../../domain/reports/exports/limits.ts';
import { exportFileName, planExport } from '../../../domain/reports/exports/plan.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { attachmentHeader } from '../../files/file-name.ts';
import { auditReport } from '../audit-report.ts';
import { CONTENT_TYPES, exportContent } from './content.ts';
import type { DownloadSlots } from './slots.ts';
import { type ExportSource, openSource } from './source.ts';

/**
 * Whoever takes longer has gone without a word, or takes a byte now and then: places are few, and
 * an old snapshot keeps the tables from being cleaned.
 */
const LONGEST_MS = 1_200_000;

interface Asked {
  readonly actor: Actor;
  readonly query: DownloadQuery;
  /** Of the client. */
  readonly address: string;
  readonly reply: FastifyReply;
}

/**
 * D2: streams the report as fast as the client takes it. A client that goes away ends the reading,
 * the transaction and its cursor at once.
 * @throws DomainError `validation_failed` for filters, and for more rows than anybody should wait for
 */
export async function sendExport(
  context: Context,
  slots: DownloadSlots,
  { actor, query, address, reply }: Asked,
): Promise<FastifyReply> {
  const plan = planExport(query);
  const fileName = exportFileName(plan, query.format);
  const giveBack = slots.take(actor.id);
  let source: ExportSource | undefined;
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= (async () => {
      await source?.close();
      giveBack();
    })();
    return ended;
  };
  try {
    source = await openSource(context.db, actor, plan);
    checkFormat(query.format, source.rowCount);
    checkDirect(query.format, source.rowCount);
    const details = { ...query, rows: source.rowCount };
    await inTransaction(context.db, (tx) =>
      auditReport(tx, context, actor, { action: 'report_downloaded', fileName, details, address }),
    );
    const rows = endingWith(source.batches(), end);
    const content = exportContent(query, source.columns, rows, context.now());
    const late = setTimeout(
      () => content.destroy(new Error('the download took too long')),
      LONGEST_MS,
    );
    content.once('close', () => {
      clearTimeout(late);
      void end();
    });
    return reply
      .headers({
        'content-disposition': attachmentHeader(fileName),
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

/** The place is free before the last bytes are sent: whoever has them may ask for the next download. */
async function* endingWith<T>(rows: AsyncIterable<T>, end: () => Promise<void>): AsyncGenerator<T> {
  yield* rows;
  await end();
}

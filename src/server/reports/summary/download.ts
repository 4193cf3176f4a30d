import type { FastifyReply } from 'fastify';
import type { SummaryDownloadQuery } from '../../../domain/api/reports.ts';
import { type Actor, TEAM_NAMES } from '../../../domain/people.ts';
import { BYTE_ORDER_MARK, CSV_NEW_LINE, csvLine } from '../../../domain/reports/exports/csv.ts';
import {
  summaryFacts,
  summaryFileName,
  summaryTables,
  type Table,
} from '../../../domain/reports/summary-tables.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/transaction.ts';
import { attachmentHeader } from '../../files/file-name.ts';
import { auditReport } from '../audit-report.ts';
import { CONTENT_TYPES } from '../exports/content.ts';
import { writeXlsx } from '../exports/xlsx.ts';
import { readSummary } from './commands.ts';

/**
 * D3: the tables of the summary as a file, with what they are in its first lines (CSV) or on its
 * first sheet (XLSX). The same figures as the page's, cells that cannot run as formulas.
 *
 * @throws DomainError as `readSummary`
 */
export async function sendSummary(
  context: Context,
  actor: Actor,
  query: SummaryDownloadQuery,
  address: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await readSummary(context, actor, query);
  const fileName = summaryFileName(answer, query.format);
  await inTransaction(context.db, (tx) =>
    auditReport(tx, context, actor, {
      action: 'report_downloaded',
      fileName,
      details: { ...query },
      address,
    }),
  );
  const facts = summaryFacts(answer, narrowedTo(query));
  const tables = summaryTables(answer);
  return reply
    .headers({
      'content-disposition': attachmentHeader(fileName),
      'content-type': CONTENT_TYPES[query.format],
      'x-content-type-options': 'nosniff',
    })
    .send(
      query.format === 'csv'
        ? (query.bom ? BYTE_ORDER_MARK : '') + csvOf(facts, tables)
        : writeXlsx([aboutSheet(facts), ...tables.map(sheetOf)], context.now()),
    );
}

type Facts = ReturnType<typeof summaryFacts>;

function csvOf(facts: Facts, tables: readonly Table[]): string {
  const about = facts.map((fact) => csvLine([], fact)).join('');
  const parts = tables.map(({ name, columns, rows }) => {
    const headings = csvLine(
      [],
      columns.map(({ heading }) => heading),
    );
    const kinds = columns.map(({ kind }) => kind);
    return csvLine([], [name]) + headings + rows.map((row) => csvLine(kinds, row)).join('');
  });
  return [about, ...parts].join(CSV_NEW_LINE);
}

function sheetOf({ name, columns, rows }: Table) {
  const read = columns.map((column, at) => ({
    ...column,
    read: (row: readonly string[]) => row[at] ?? '',
  }));
  return { name, columns: read, batches: [rows] };
}

function aboutSheet(facts: Facts) {
  const columns = ['About', 'These figures'].map((heading) => ({ heading, kind: 'text' as const }));
  return sheetOf({ name: 'About', columns, rows: facts });
}

function narrowedTo({ team = [], type = [] }: SummaryDownloadQuery): readonly string[] {
  return [...team.map((one) => TEAM_NAMES[one]), ...type.map((one) => requestType(one).name)];
}

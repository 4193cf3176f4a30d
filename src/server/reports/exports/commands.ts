import type {
  DownloadQuery,
  ExportJob,
  ExportQuery,
  PreviewAnswer,
} from '../../../domain/api/exports.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import { checkFormat, DIRECT_LIMIT, PREVIEW_ROWS } from '../../../domain/reports/exports/limits.ts';
import { exportBasis, exportFileName, planExport } from '../../../domain/reports/exports/plan.ts';
import type { Context } from '../../context.ts';
import { inSnapshot, inTransaction, type Tx } from '../../db/transaction.ts';
import { auditReport } from '../audit-report.ts';
import {
  cancelExport,
  countUnderWay,
  type ExportRecord,
  enqueueWriting,
  findExport,
  findExports,
  holdCreation,
  insertExport,
  markSeen,
} from './job-queries.ts';
import { countRows } from './row-queries.ts';
import { previewRows } from './source.ts';
import { exportView } from './view.ts';

/** Waiting or being written, of one person. */
const MOST_UNDER_WAY = 3;
const MOST_SHOWN = 50;
/** A cell of the preview, which is a glance: the file has all of it. */
const PREVIEW_CHARACTERS = 1_000;

/** D2: the first rows and how many there are. @throws DomainError `validation_failed` */
export async function previewExport(
  { db }: Context,
  actor: Actor,
  query: ExportQuery,
): Promise<PreviewAnswer> {
  const plan = planExport(query);
  const { rowCount, columns, rows } = await inSnapshot(db, (snapshot) =>
    previewRows(snapshot, actor, plan, PREVIEW_ROWS),
  );
  return {
    rowCount,
    columns: columns.map(({ heading }) => heading),
    rows: rows.map((row) => columns.map(({ read }) => cut(read(row)))),
    basis: exportBasis(plan),
    fileName: exportFileName(plan, 'csv'),
    directLimits: DIRECT_LIMIT,
  };
}

function cut(text: string): string {
  if (text.length <= PREVIEW_CHARACTERS) return text;
  return `${text.slice(0, PREVIEW_CHARACTERS - 1).toWellFormed()}…`;
}

/**
 * D2: a report that the worker writes. The row and its job are one transaction.
 * @throws DomainError `validation_failed`; `too_many_attempts` when three of theirs are under way
 */
export async function createExport(
  tx: Tx,
  context: Context,
  actor: Actor,
  query: DownloadQuery,
  address: string,
): Promise<ExportJob> {
  const plan = planExport(query);
  const rowsTotal = await countRows(tx, actor, plan);
  checkFormat(query.format, rowsTotal);
  await holdCreation(tx, actor.id);
  if ((await countUnderWay(tx, actor.id)) >= MOST_UNDER_WAY) {
    throw new DomainError(
      'too_many_attempts',
      `${MOST_UNDER_WAY} of your reports are being written. Wait for one of them, or cancel one.`,
      { retryAfterSeconds: 30 },
    );
  }
  const row = await insertExport(tx, {
    userId: actor.id,
    query: { ...query },
    fileName: exportFileName(plan, query.format),
    rowsTotal,
    now: context.now(),
  });
  await auditReport(tx, context, actor, {
    action: 'report_ordered',
    fileName: row.file_name,
    details: { ...query, rows: rowsTotal },
    address,
  });
  await enqueueWriting(tx, row.id);
  return exportView(row);
}

/** One's own, newest first. */
export async function listExports({ db }: Context, actor: Actor): Promise<readonly ExportJob[]> {
  return (await findExports(db, actor.id, MOST_SHOWN)).map(exportView);
}

/**
 * The worker stops at its next look, at most about a second later.
 * @throws DomainError `not_found` for others' exports; `conflict` when it has ended already
 */
export async function stopExport(context: Context, actor: Actor, id: string): Promise<ExportJob> {
  const known = await ownExport(context, actor, id);
  const cancelled = await inTransaction(context.db, (tx) =>
    cancelExport(tx, actor.id, known.id, context.now()),
  );
  if (cancelled === undefined) {
    throw new DomainError('conflict', 'This report is not being written any more.');
  }
  return exportView(cancelled);
}

/** Its owner was shown that it is ready or has failed. @throws DomainError `not_found` */
export async function seeExport(context: Context, actor: Actor, id: string): Promise<ExportJob> {
  const known = await ownExport(context, actor, id);
  await inTransaction(context.db, (tx) => markSeen(tx, actor.id, known.id, context.now()));
  return exportView(await ownExport(context, actor, id));
}

type WrittenExport = ExportRecord & { readonly storage_key: string; readonly size_bytes: number };

/**
 * Section 10: the file of an export for its owner to download, which the audit log tells of.
 * @throws DomainError `not_found` for others' exports, for what is not ready and for what expired
 */
export async function takeFile(
  context: Context,
  actor: Actor,
  id: string,
  address: string,
): Promise<WrittenExport> {
  const file = await requireFile(context, actor, id);
  await inTransaction(context.db, (tx) =>
    auditReport(tx, context, actor, {
      action: 'report_downloaded',
      fileName: file.file_name,
      details: { rows: file.rows_done },
      address,
    }),
  );
  return file;
}

async function requireFile(context: Context, actor: Actor, id: string): Promise<WrittenExport> {
  const row = await ownExport(context, actor, id);
  const { state, storage_key, size_bytes, expires_at } = row;
  const isOver = state === 'expired' || (expires_at !== null && expires_at <= context.now());
  if (isOver) {
    throw new DomainError(
      'not_found',
      'This file was kept for seven days. Ask for the report again.',
    );
  }
  if (state !== 'ready' || storage_key === null || size_bytes === null) {
    throw new DomainError('not_found', 'This report has no file.');
  }
  return { ...row, storage_key, size_bytes };
}

async function ownExport({ db }: Context, actor: Actor, id: string): Promise<ExportRecord> {
  const row = await findExport(db, actor.id, id);
  if (row === undefined) throw new DomainError('not_found', 'There is no such report.');
  return row;
}

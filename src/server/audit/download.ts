import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { AuditDownloadQuery } from '../../domain/api/audit.ts';
import { AUDIT_ACTIONS } from '../../domain/audit.ts';
import { auditFactsLine, auditTarget } from '../../domain/audit-facts.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/reports/exports/csv.ts';
import type { SignedIn } from '../auth/session.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { attachmentHeader } from '../files/file-name.ts';
import { loadPersonRefs } from '../person-refs.ts';
import { resolveAuditFilters } from './filters.ts';
import { writeAudit } from './queries.ts';
import { type AuditFilters, type AuditRow, findEntries } from './read-queries.ts';
import { peopleIn } from './view.ts';

/** Few enough to be held in memory many times over, many enough to be quick. */
const AT_ONCE = 1_000;

const HEADINGS = [
  'Number',
  'Time (UTC)',
  'Person',
  'Person id',
  'What',
  'Action',
  'About',
  'Whom',
  'Whom id',
  'Details',
  'Address',
];

/**
 * Section 10: everything that the filters leave, newest first, as CSV whose cells cannot run as
 * formulas. Read a thousand at a time, as fast as the client takes it; the download itself is an
 * entry of the log, made before the first byte.
 * @throws DomainError `validation_failed`
 */
export async function sendAuditLog(
  context: Context,
  actor: SignedIn,
  query: AuditDownloadQuery,
  address: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const filters = resolveAuditFilters(query, actor);
  const now = context.now();
  await inTransaction(context.db, (tx) =>
    writeAudit(tx, {
      actorId: actor.id,
      action: 'audit_log_downloaded',
      target: null,
      details: given(query),
      address,
      now,
    }),
  );
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachmentHeader(`audit-log-${now.slice(0, 10)}.csv`),
      'x-content-type-options': 'nosniff',
    })
    .send(Readable.from(csvOf(context, filters), { objectMode: false }));
}

/** A search may be somebody's name or address, which the log never holds (P7). */
function given({ search, ...filters }: AuditDownloadQuery): Readonly<Record<string, unknown>> {
  return { ...filters, ...(search === undefined ? {} : { searched: true }) };
}

async function* csvOf({ db }: Context, filters: AuditFilters): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([], HEADINGS);
  let before: number | null = null;
  for (;;) {
    const rows: readonly AuditRow[] = await findEntries(db, filters, before, AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return;
    const refOf = await loadPersonRefs(db, peopleIn(rows));
    const nameOf = (id: number | null) => (id === null ? '' : refOf(id).name);
    yield rows.map((row) => lineOf(row, nameOf)).join('');
    if (rows.length < AT_ONCE) return;
    before = last.id;
  }
}

function lineOf(row: AuditRow, nameOf: (id: number | null) => string): string {
  return csvLine(
    [
      'integer',
      'plain',
      'text',
      'integer',
      'text',
      'plain',
      'text',
      'text',
      'integer',
      'text',
      'text',
    ],
    [
      String(row.id),
      row.at.slice(0, 19).replace('T', ' '),
      nameOf(row.actor_id),
      String(row.actor_id ?? ''),
      AUDIT_ACTIONS[row.action].past,
      row.action,
      auditTarget(row.action, row.target) ?? '',
      nameOf(row.target_user_id),
      String(row.target_user_id ?? ''),
      auditFactsLine(row.details),
      row.address ?? '',
    ],
  );
}

import { parse } from 'csv-parse/sync';
import type { LightMyRequestResponse } from 'fastify';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { RequestTypeKey, Values } from '../../../domain/requests/define.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';
import type { App } from '../../http/app-type.ts';

/** Requests put into the table as they are, and reports read back as people would. */

/** Somebody with a session, as tests make them. */
interface User {
  readonly id: number;
  readonly token: string;
}

export type Query = Readonly<Record<string, string>>;

export interface Row {
  readonly type?: RequestTypeKey;
  readonly team?: Team;
  readonly status?: Status;
  readonly createdAt?: string;
  readonly partnerName?: string;
  readonly instructions?: string;
  readonly data?: Values;
  readonly operation?: Values;
}

let made = 0;

export async function addRequest(
  { db }: { readonly db: Db },
  requester: User,
  row: Row = {},
): Promise<{ readonly id: number; readonly code: string }> {
  made += 1;
  const at = (row.createdAt ?? '2026-10-05T10:00:00Z') as Instant;
  const status = row.status ?? 'pending';
  return db
    .insertInto('requests')
    .values({
      code: `UR-26Q4${String(made).padStart(4, '0')}`,
      type: row.type ?? 'user_records',
      thread_title: 'A request',
      team: row.team ?? 'revenue',
      status,
      requester_id: requester.id,
      creator_id: requester.id,
      partner_name: row.partnerName ?? null,
      instructions: row.instructions ?? null,
      data: JSON.stringify(row.data ?? {}),
      operation:
        row.operation === undefined && status !== 'completed'
          ? null
          : JSON.stringify(row.operation ?? {}),
      created_at: at,
      updated_at: at,
      status_since: at,
      blocked_at: status === 'blocked' ? at : null,
      blocked_by: status === 'blocked' ? requester.id : null,
      completed_at: status === 'completed' ? at : null,
      cancelled_at: status === 'cancelled' ? at : null,
      tat_start_at: status === 'pending_approval' ? null : at,
      operator_id: ['in_progress', 'qa_pending', 'qa_in_progress', 'completed'].includes(status)
        ? requester.id
        : null,
      qa_agent_id: ['qa_in_progress', 'completed'].includes(status) ? requester.id : null,
    })
    .returning(['id', 'code'])
    .executeTakeFirstOrThrow();
}

export const OCTOBER: Query = {
  report: 'revenue_support',
  type: 'user_records',
  from: '2026-10-01',
  to: '2026-10-31',
};

/** @param as request headers of a person */
export function exportsApi(
  test: { readonly app: App },
  as: (user: User) => { readonly cookie: string },
) {
  const get = (user: User, path: string, query: Query = {}): Promise<LightMyRequestResponse> =>
    test.app.inject({ method: 'GET', url: `/api/exports${path}`, query, headers: as(user) });
  const post = (user: User, path: string, body?: object, key?: string) =>
    test.app.inject({
      method: 'POST',
      url: `/api/exports${path}`,
      headers: { ...as(user), ...(key !== undefined && { 'idempotency-key': key }) },
      ...(body && { payload: body }),
    });
  return {
    get,
    post,
    /** The records of a CSV download, by heading. */
    records: async (user: User, query: Query): Promise<readonly Record<string, string>[]> => {
      const answer = await get(user, '/download', query);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return recordsOf(answer.rawPayload);
    },
  };
}

/** As strict as RFC 4180: CRLF between records, quotes where they must be. */
export function recordsOf(csv: Buffer): readonly Record<string, string>[] {
  return parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' });
}

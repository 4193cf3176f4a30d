import { addMs, type Instant, instant, parseCalendarDay } from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { RequestTypeKey, Values } from '../../../domain/requests/define.ts';
import { isFinal, STATUSES, type Status } from '../../../domain/requests/request.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Db } from '../../db/pool.ts';

/** Requests in any status as the lifecycle leaves them, without the steps that lead there. */

/** Whose they are unless told otherwise. */
interface Cast {
  readonly requester: { readonly id: number };
  readonly operator: { readonly id: number };
  readonly qa: { readonly id: number };
}

export interface Put {
  readonly status: Status;
  readonly type?: RequestTypeKey;
  readonly team?: Team;
  readonly requesterId?: number;
  readonly operatorId?: number;
  readonly qaAgentId?: number;
  readonly content?: Values;
  readonly operation?: Values;
}

const CONTENT: Values = {
  subType: 'property_name',
  properties: ['Elm Court'],
  newNames: ['Elm House'],
};
const WORKED: readonly Status[] = ['in_progress', 'qa_pending', 'qa_in_progress', 'completed'];
const IN_QA: readonly Status[] = ['qa_in_progress', 'completed'];

let made = 5_000;

/** @returns the code; a property-records request of the cast's requester unless told otherwise */
export async function put(db: Db, cast: Cast, facts: Put): Promise<string> {
  const { status, type = 'property_records', team = 'revenue' } = facts;
  made += 1;
  const code = `${requestType(type).prefix}-26Q4${made}`;
  const at: Instant = instant('2026-11-16T08:00:00Z');
  const later = addMs(at, 3_600_000);
  const since = (statuses: readonly Status[]) => (statuses.includes(status) ? later : null);
  const waits = status === 'scheduled' || status === 'pending_approval';
  const requesterId = facts.requesterId ?? cast.requester.id;
  const worked = WORKED.includes(status);
  const { id } = await db
    .insertInto('requests')
    .values({
      code,
      type,
      thread_title: 'A request',
      team,
      status,
      requester_id: requesterId,
      creator_id: requesterId,
      partner_name: 'Northwind',
      data: JSON.stringify(facts.content ?? CONTENT),
      operation: JSON.stringify(
        facts.operation ?? (isWorkedOn(status) ? { propertiesUpdated: 1 } : null),
      ),
      created_at: at,
      updated_at: later,
      status_since: later,
      operator_id: worked ? (facts.operatorId ?? cast.operator.id) : null,
      operated_at: since(WORKED),
      sent_to_qa_at: since(['qa_pending', ...IN_QA]),
      qa_agent_id: IN_QA.includes(status) ? (facts.qaAgentId ?? cast.qa.id) : null,
      qa_started_at: since(IN_QA),
      completed_at: since(['completed']),
      cancelled_at: since(['cancelled']),
      cancelled_by: status === 'cancelled' ? requesterId : null,
      blocked_at: since(['blocked']),
      blocked_by: status === 'blocked' ? cast.operator.id : null,
      scheduled_on: status === 'scheduled' ? parseCalendarDay('2027-01-04') : null,
      scheduled_timezone: status === 'scheduled' ? 'UTC' : null,
      scheduled_at: status === 'scheduled' ? instant('2027-01-04T00:00:00Z') : null,
      approval_asked: status === 'pending_approval',
      tat_start_at: waits ? null : at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('request_events')
    .values({
      request_id: id,
      at,
      actor_id: requesterId,
      action: 'create',
      from_status: null,
      to_status: status,
      details: '{}',
    })
    .execute();
  return code;
}

/** One in every status. */
export async function putEach(db: Db, cast: Cast, facts: Omit<Put, 'status'> = {}) {
  const codes: string[] = [];
  for (const status of STATUSES) codes.push(await put(db, cast, { ...facts, status }));
  return codes;
}

function isWorkedOn(status: Status): boolean {
  return WORKED.includes(status) && (isFinal(status) || status.startsWith('qa'));
}

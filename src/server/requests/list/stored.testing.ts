import { addMs, type Instant, instant, parseCalendarDay } from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Priority, Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';

/** The facts that lists decide by. Everything else of a stored request follows from them. */
export interface Stored {
  readonly code: string;
  readonly type: RequestTypeKey;
  readonly team: Team;
  readonly status: Status;
  readonly priority: Priority;
  readonly requesterId: number;
  readonly operatorId: number | null;
  readonly qaAgentId: number | null;
  readonly createdAt: Instant;
  readonly partnerName: string | null;
  readonly instructions: string | null;
}

let made = 0;

export function stored(facts: Partial<Stored> & Pick<Stored, 'requesterId'>): Stored {
  made += 1;
  return {
    code: `UR-26Q4${String(made).padStart(3, '0')}`,
    type: 'user_records',
    team: 'revenue',
    status: 'pending',
    priority: 'normal',
    operatorId: null,
    qaAgentId: null,
    createdAt: instant('2026-11-16T08:00:00Z'),
    partnerName: null,
    instructions: null,
    ...facts,
  };
}

/** Puts rows into the table as they are: lists are tested apart from the life that leads there. */
export async function store(db: Db, requests: readonly Stored[]): Promise<void> {
  for (let from = 0; from < requests.length; from += 500) {
    await db
      .insertInto('requests')
      .values(requests.slice(from, from + 500).map(rowOf))
      .execute();
  }
}

function rowOf(request: Stored) {
  const { status, createdAt, requesterId } = request;
  const later = addMs(createdAt, 3_600_000);
  const waits = status === 'scheduled' || status === 'pending_approval';
  return {
    code: request.code,
    type: request.type,
    thread_title: 'A request',
    team: request.team,
    status,
    priority: request.priority,
    requester_id: requesterId,
    creator_id: requesterId,
    operator_id: request.operatorId,
    qa_agent_id: request.qaAgentId,
    partner_name: request.partnerName,
    instructions: request.instructions,
    data: '{}',
    operation: status === 'completed' ? '{}' : null,
    created_at: createdAt,
    updated_at: later,
    status_since: later,
    scheduled_on: status === 'scheduled' ? parseCalendarDay('2027-01-04') : null,
    scheduled_timezone: status === 'scheduled' ? 'UTC' : null,
    scheduled_at: status === 'scheduled' ? instant('2027-01-04T00:00:00Z') : null,
    blocked_at: status === 'blocked' ? later : null,
    blocked_by: status === 'blocked' ? requesterId : null,
    completed_at: status === 'completed' ? later : null,
    cancelled_at: status === 'cancelled' ? later : null,
    tat_start_at: waits ? null : createdAt,
  } as const;
}

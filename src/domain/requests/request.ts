import type { CalendarDay, Instant } from '../kernel/calendar.ts';
import type { Percent } from '../kernel/money.ts';
import type { Team } from '../people.ts';
import type { RequestTypeKey, Values } from './define.ts';

/** Statuses and the facts about a request that the lifecycle and the permissions decide by. */

export const STATUSES = [
  'scheduled',
  'pending_approval',
  'pending',
  'in_progress',
  'qa_pending',
  'qa_in_progress',
  'blocked',
  'completed',
  'cancelled',
] as const;
export type Status = (typeof STATUSES)[number];

export const STATUS_NAMES: Record<Status, string> = {
  scheduled: 'Scheduled',
  pending_approval: 'Pending for approval',
  pending: 'Pending',
  in_progress: 'In progress',
  qa_pending: 'Sent to QA',
  qa_in_progress: 'QA in progress',
  blocked: 'Blocked',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

/** Completed or cancelled (section 3). */
export function isFinal(status: Status): boolean {
  return status === 'completed' || status === 'cancelled';
}

export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PRIORITY_NAMES: Record<Priority, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
};

/** Who is on a request. */
export interface Involved {
  readonly requesterId: number;
  readonly creatorId: number;
  readonly team: Team;
  readonly operatorId: number | null;
  readonly qaAgentId: number | null;
}

/** What a transition may change. Instants are UTC; `null` means "not so" or "never happened". */
export interface Progress {
  readonly status: Status;
  readonly operatorId: number | null;
  readonly qaAgentId: number | null;
  readonly scheduledOn: CalendarDay | null;
  /** IANA zone in which `scheduledOn` is meant: the requester's at submission. */
  readonly scheduledTimezone: string | null;
  readonly operatedAt: Instant | null;
  readonly sentToQaAt: Instant | null;
  readonly qaStartedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly cancelledBy: number | null;
  readonly uncancelledAt: Instant | null;
  readonly uncancelledBy: number | null;
  readonly blockedAt: Instant | null;
  readonly blockedBy: number | null;
  readonly tatStartAt: Instant | null;
  readonly updateRequestedAt: Instant | null;
  readonly updateRequestedBy: number | null;
  readonly previouslyRejected: boolean;
  /** An admin asked for approval (L4): from then on this request needs one. */
  readonly approvalAsked: boolean;
  /** Created by leadership for themself: needs no approval while only they edit it (L1). */
  readonly approvalWaived: boolean;
  /** The approval that stands for the present content; cleared when the content changes (L19). */
  readonly approvedAt: Instant | null;
  readonly approvedBy: number | null;
  /** Operation details as last confirmed (section 5). */
  readonly operation: Values | null;
  /** M4. Shown only to whoever may see prices (P4). */
  readonly discountPercent: Percent;
}

/** A request as the lifecycle sees it. `values` are the form's, with kept markers for secrets. */
export interface RequestState extends Involved, Progress {
  readonly code: string;
  readonly type: RequestTypeKey;
  readonly values: Values;
  readonly version: number;
}

/** The assignee: the operator while in_progress, the QA agent while qa_in_progress, else nobody. */
export function assigneeId(
  request: Pick<RequestState, 'status' | 'operatorId' | 'qaAgentId'>,
): number | null {
  if (request.status === 'in_progress') return request.operatorId;
  if (request.status === 'qa_in_progress') return request.qaAgentId;
  return null;
}

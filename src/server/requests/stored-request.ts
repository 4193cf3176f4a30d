import type { Selectable, Updateable } from 'kysely';
import { type Instant, startOfDay } from '../../domain/kernel/calendar.ts';
import type { RequestType, Values } from '../../domain/requests/define.ts';
import { KEPT_SECRET } from '../../domain/requests/define.ts';
import type { Transition } from '../../domain/requests/lifecycle.ts';
import { variantLabel } from '../../domain/requests/naming.ts';
import type { Priority, Progress, RequestState } from '../../domain/requests/request.ts';
import { secretFields } from '../../domain/requests/request-form.ts';
import type { RequestsTable } from '../db/schema.ts';

/** Between a row of `requests` and the facts the domain decides by. Pure. */

export type RequestRow = Omit<Selectable<RequestsTable>, 'approved_content'>;

const COLUMN_OF = {
  status: 'status',
  operatorId: 'operator_id',
  qaAgentId: 'qa_agent_id',
  scheduledOn: 'scheduled_on',
  scheduledTimezone: 'scheduled_timezone',
  operatedAt: 'operated_at',
  sentToQaAt: 'sent_to_qa_at',
  qaStartedAt: 'qa_started_at',
  completedAt: 'completed_at',
  cancelledAt: 'cancelled_at',
  cancelledBy: 'cancelled_by',
  uncancelledAt: 'uncancelled_at',
  uncancelledBy: 'uncancelled_by',
  blockedAt: 'blocked_at',
  blockedBy: 'blocked_by',
  tatStartAt: 'tat_start_at',
  updateRequestedAt: 'update_requested_at',
  updateRequestedBy: 'update_requested_by',
  previouslyRejected: 'previously_rejected',
  approvalAsked: 'approval_asked',
  approvalWaived: 'approval_waived',
  approvedAt: 'approved_at',
  approvedBy: 'approved_by',
  operation: 'operation',
  discountPercent: 'discount_percent',
} as const satisfies Record<keyof Progress, keyof RequestsTable>;

/** The request as the lifecycle and the permissions see it. */
export function stateOf(row: RequestRow): RequestState {
  return {
    code: row.code,
    type: row.type,
    values: ownValues(row),
    version: row.version,
    requesterId: row.requester_id,
    creatorId: row.creator_id,
    team: row.team,
    status: row.status,
    operatorId: row.operator_id,
    qaAgentId: row.qa_agent_id,
    scheduledOn: row.scheduled_on,
    scheduledTimezone: row.scheduled_timezone,
    operatedAt: row.operated_at,
    sentToQaAt: row.sent_to_qa_at,
    qaStartedAt: row.qa_started_at,
    completedAt: row.completed_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by,
    uncancelledAt: row.uncancelled_at,
    uncancelledBy: row.uncancelled_by,
    blockedAt: row.blocked_at,
    blockedBy: row.blocked_by,
    tatStartAt: row.tat_start_at,
    updateRequestedAt: row.update_requested_at,
    updateRequestedBy: row.update_requested_by,
    previouslyRejected: row.previously_rejected,
    approvalAsked: row.approval_asked,
    approvalWaived: row.approval_waived,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by,
    operation: row.operation,
    discountPercent: row.discount_percent,
  };
}

/** The type's own fields as its form names them: partner and instructions have columns of their own. */
export function ownValues(row: Pick<RequestRow, 'data' | 'partner_name' | 'instructions'>): Values {
  return {
    ...row.data,
    ...(row.partner_name === null ? {} : { partnerName: row.partner_name }),
    ...(row.instructions === null ? {} : { instructions: row.instructions }),
  };
}

/** Everything `requestForm` asks for, as it is stored: what an edit starts from (L19). */
export function formValues(row: RequestRow, type: RequestType): Values {
  if (!type.schedulable) return ownValues(row);
  return {
    ...ownValues(row),
    priority: row.priority,
    ...(row.scheduled_on === null ? {} : { scheduledOn: row.scheduled_on }),
  };
}

export interface Content {
  /** The type's own fields with kept markers for secrets: the content that is approved (L2). */
  readonly own: Values;
  readonly priority: Priority;
  readonly scheduledOn: Progress['scheduledOn'];
  /** Secrets typed now, to be sealed. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Takes checked values of `requestForm` apart into what goes where. */
export function contentOf(type: RequestType, values: Values): Content {
  const { priority, scheduledOn, ...own }: Record<string, unknown> = values;
  const secrets = new Map<string, string>();
  for (const { name } of secretFields(type)) {
    const value = own[name];
    if (typeof value !== 'string') continue;
    secrets.set(name, value);
    own[name] = KEPT_SECRET;
  }
  return {
    own,
    // Checked against the form's options and calendar.
    priority: (priority ?? 'normal') as Priority,
    scheduledOn: (scheduledOn ?? null) as Progress['scheduledOn'],
    secrets,
  };
}

export function contentColumns(type: RequestType, { own, priority }: Content) {
  const { partnerName, instructions, ...data } = own;
  return {
    variant: variantLabel(type, own),
    priority,
    partner_name: typeof partnerName === 'string' ? partnerName : null,
    instructions: typeof instructions === 'string' ? instructions : null,
    data: JSON.stringify(data),
  };
}

export type RequestColumns = Updateable<RequestsTable>;

/**
 * The columns that a transition changes besides the version.
 * @param own the type's own fields after it: what an approval is recorded for (L2)
 */
export function progressColumns(
  { set, from, to }: Transition,
  own: Values,
  now: Instant,
): RequestColumns {
  const columns: Record<string, unknown> = { updated_at: now };
  for (const [name, value] of Object.entries(set)) {
    columns[COLUMN_OF[name as keyof Progress]] =
      name === 'operation' && value !== null ? JSON.stringify(value) : value;
  }
  if (from !== to) columns.status_since = now;
  if (set.scheduledOn !== undefined) {
    columns.scheduled_at =
      set.scheduledOn === null ? null : startOfDay(set.scheduledOn, set.scheduledTimezone ?? 'UTC');
  }
  if (set.approvedAt !== undefined) {
    columns.approved_content = set.approvedAt === null ? null : JSON.stringify(own);
  }
  return columns as RequestColumns;
}

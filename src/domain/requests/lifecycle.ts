import { type Instant, startOfDay } from '../kernel/calendar.ts';
import { parsePercent } from '../kernel/money.ts';
import { eventsOf, type OutboxEvent } from '../notifications/events.ts';
import type { Actor, Role } from '../people.ts';
import { hasRole } from '../people.ts';
import { assigneeRefusal, conditionRefusal, type Policy, whoRefusal } from '../permissions.ts';
import {
  ACTION_KEYS,
  ACTIONS,
  type ActionKey,
  type EventAction,
  NO_PRICE_LIST,
} from './actions.ts';
import { changedFields, type FieldChange } from './changes.ts';
import { lowerFirst } from './check-form.ts';
import type { RequestType, Values } from './define.ts';
import { type Progress, type RequestState, STATUS_NAMES, type Status } from './request.ts';
import { requestType } from './types/index.ts';

/**
 * The lifecycle (section 3): what every action does to a request, and the one place that says which
 * actions a person may take (X2). Pure; `server/requests/act/commands.ts` locks the row, asks, writes.
 */

export type RefusalKind =
  /** This person may never do this to this request: 403. */
  | 'not_eligible'
  /** The request is not in a state for it, often because somebody was faster: 409 (X1). */
  | 'wrong_status'
  /** The client saw an older version: 409 (X1). */
  | 'stale_version'
  /** The status fits, something about this person and the request does not: 403. */
  | 'condition'
  /** An admin has something to set up first: 409. */
  | 'not_set_up';

export interface Refusal {
  readonly ok: false;
  readonly kind: RefusalKind;
  /** A sentence for people. */
  readonly reason: string;
}

export interface Transition {
  readonly ok: true;
  readonly action: EventAction;
  readonly from: Status | null;
  readonly to: Status;
  /** The columns that change; everything else stays. */
  readonly set: Partial<Progress>;
  /** Reason or message, Markdown, kept beside the event (R3). */
  readonly message: string | null;
  readonly changes: readonly FieldChange[];
  /** Comments, flags and bookkeeping do not count (X1). */
  readonly bumpsVersion: boolean;
  readonly notify: readonly OutboxEvent[];
}

/** What the actor filled in, already checked against `actionForm`. */
export interface ActionInput {
  readonly values: Values;
  /** The version the client saw; asked for by L9, L11 and L19. */
  readonly version: number | null;
  /** L20: the person chosen, as the database knows them. */
  readonly assignee?: Assignee | undefined;
}

export interface Assignee {
  readonly id: number;
  readonly roles: readonly Role[];
  readonly isActive: boolean;
}

export interface Availability {
  readonly action: ActionKey;
  readonly available: boolean;
  /** False when this person could never do it, in any status: a page need not list it. */
  readonly eligible: boolean;
  /** Why not; null when available. */
  readonly reason: string | null;
}

/** X2: every action with its answer for this person, in the order a page offers them. */
export function availableActions(
  actor: Actor,
  request: RequestState,
  policy: Policy,
): readonly Availability[] {
  return ACTION_KEYS.map((action) => {
    const refusal = refuse(actor, action, request, policy);
    return {
      action,
      available: refusal === null,
      eligible: refusal?.kind !== 'not_eligible',
      reason: refusal?.reason ?? null,
    };
  });
}

/** Null when the actor may take the action on the request as it is; the same answer everywhere (X2). */
export function refuse(
  actor: Actor,
  action: ActionKey,
  request: RequestState,
  policy: Policy,
): Refusal | null {
  const no = (kind: RefusalKind, reason: string): Refusal => ({ ok: false, kind, reason });
  const type = requestType(request.type);
  const ineligible = whoRefusal(actor, action, request);
  if (ineligible !== null) return no('not_eligible', ineligible);
  if (action === 'ask_for_approval' && !type.approvalOnDemand) {
    return no('not_eligible', `${type.name} requests are not sent to leadership by hand`);
  }
  if (!ACTIONS[action].from.includes(request.status)) {
    return no('wrong_status', wrongStatus(action, request.status));
  }
  // L16. Whoever asked first was faster: a state of the request, not a matter of the person.
  if (action === 'ask_for_update' && request.updateRequestedAt !== null) {
    return no('wrong_status', 'An update has been asked for already');
  }
  const condition = conditionRefusal(actor, action, request, policy);
  if (condition !== null) return no('condition', condition);
  if (action === 'complete' && !policy.hasPriceList) {
    return no('not_set_up', NO_PRICE_LIST);
  }
  return null;
}

function wrongStatus(action: ActionKey, status: Status): string {
  const from = ACTIONS[action].from.map((name) => lowerFirst(STATUS_NAMES[name]));
  const last = from.at(-1);
  const list = from.length === 1 ? last : `${from.slice(0, -1).join(', ')} or ${last}`;
  return `Possible while a request is ${list}, not while it is ${lowerFirst(STATUS_NAMES[status])}`;
}

/** Does this content need leadership's approval (F-DT5, L4), unless it is waived (L1)? */
export function needsApproval(
  type: RequestType,
  values: Values,
  request: Pick<Progress, 'approvalAsked' | 'approvalWaived'>,
): boolean {
  return request.approvalAsked || (type.needsApproval(values) && !request.approvalWaived);
}

/**
 * L1. The first state of a request.
 * @param options.creator who is signed in; `requesterId` differs when an admin creates on behalf (P1)
 */
export function createTransition(options: {
  readonly type: RequestType;
  readonly values: Values;
  readonly creator: Actor;
  readonly requesterId: number;
  readonly scheduledOn: Progress['scheduledOn'];
  /** The requester's zone at submission. */
  readonly timezone: string;
  readonly now: Instant;
}): Transition {
  const { type, values, creator, now } = options;
  const approvalWaived = creator.id === options.requesterId && hasRole(creator, 'leadership');
  const approval = needsApproval(type, values, { approvalAsked: false, approvalWaived });
  const status: Status = approval
    ? 'pending_approval'
    : options.scheduledOn
      ? 'scheduled'
      : 'pending';
  return {
    ok: true,
    action: 'create',
    from: null,
    to: status,
    set: {
      status,
      scheduledOn: options.scheduledOn,
      scheduledTimezone: options.scheduledOn ? options.timezone : null,
      tatStartAt: status === 'pending' ? now : null,
      approvalWaived,
    },
    message: null,
    changes: [],
    bumpsVersion: true,
    notify: eventsOf('create', status),
  };
}

/** L5. The system's transition; the caller checks under the row lock that the date is reached. */
export function activateTransition(request: RequestState, now: Instant): Transition | Refusal {
  if (request.status !== 'scheduled' || !isDue(request, now)) {
    return { ok: false, kind: 'wrong_status', reason: 'The request is not due' };
  }
  return become(request, 'activate', 'pending', { tatStartAt: now });
}

/** True when the scheduled date has begun in the zone stored with it (L2, L5), or there is none. */
export function isDue(
  request: Pick<Progress, 'scheduledOn' | 'scheduledTimezone'>,
  now: Instant,
): boolean {
  if (request.scheduledOn === null) return true;
  return startOfDay(request.scheduledOn, request.scheduledTimezone ?? 'UTC') <= now;
}

/**
 * L2–L4, L6–L17, L20, M4: one action of a person. L19 is in `edit-transition.ts`, an
 * admin's correction in `correct-transition.ts`.
 * @returns the transition to write, or why not
 */
export function transition(
  actor: Actor,
  action: Exclude<ActionKey, 'edit' | 'correct'>,
  request: RequestState,
  input: ActionInput,
  policy: Policy,
): Transition | Refusal {
  const refusal =
    refuse(actor, action, request, policy) ?? staleVersion(action, request, input.version);
  if (refusal !== null) return refusal;
  const { now } = policy;
  const by = { message: text(input.values.reason) ?? text(input.values.message) };

  switch (action) {
    case 'approve': {
      const to = isDue(request, now) ? 'pending' : 'scheduled';
      return become(request, action, to, {
        approvedAt: now,
        approvedBy: actor.id,
        ...(to === 'pending' ? { tatStartAt: now } : {}),
      });
    }
    case 'decline':
    case 'cancel':
      return become(
        request,
        action,
        'cancelled',
        {
          cancelledAt: now,
          cancelledBy: actor.id,
          scheduledOn: null,
          scheduledTimezone: null,
          updateRequestedAt: null,
          updateRequestedBy: null,
        },
        by,
      );
    case 'ask_for_approval':
      return become(request, action, 'pending_approval', {
        approvalAsked: true,
        approvedAt: null,
        approvedBy: null,
        tatStartAt: null,
      });
    case 'operate':
      return become(request, action, 'in_progress', startOperating(actor.id, now));
    case 'block':
      return become(request, action, 'blocked', { blockedAt: now, blockedBy: actor.id }, by);
    case 'resolve':
      return become(
        request,
        action,
        'pending',
        { tatStartAt: now, blockedAt: null, blockedBy: null },
        by,
      );
    case 'send_to_qa':
      return become(
        request,
        action,
        'qa_pending',
        { operation: input.values, sentToQaAt: now, previouslyRejected: false },
        { changes: operationChanges(request.operation, input.values) },
      );
    case 'start_qa':
      return become(request, action, 'qa_in_progress', startChecking(actor.id, now));
    case 'complete':
      return become(
        request,
        action,
        'completed',
        {
          operation: input.values,
          completedAt: now,
          updateRequestedAt: null,
          updateRequestedBy: null,
        },
        { changes: operationChanges(request.operation, input.values) },
      );
    case 'reject':
      return become(
        request,
        action,
        'in_progress',
        {
          qaAgentId: null,
          sentToQaAt: null,
          qaStartedAt: null,
          completedAt: null,
          previouslyRejected: true,
        },
        by,
      );
    case 'uncancel': {
      const approval =
        needsApproval(requestType(request.type), request.values, request) &&
        request.approvedAt === null;
      return become(request, action, approval ? 'pending_approval' : 'pending', {
        operatorId: null,
        qaAgentId: null,
        operatedAt: null,
        sentToQaAt: null,
        qaStartedAt: null,
        blockedAt: null,
        blockedBy: null,
        cancelledAt: null,
        cancelledBy: null,
        uncancelledAt: now,
        uncancelledBy: actor.id,
        tatStartAt: approval ? null : now,
      });
    }
    case 'discount': {
      const { discountPercent } = input.values;
      const percent = typeof discountPercent === 'string' ? parsePercent(discountPercent) : null;
      if (percent === null) throw new Error('a discount without a percentage was let through');
      const changes = changedFields(
        { discountPercent: request.discountPercent },
        { discountPercent: percent },
      );
      // M4: money only; nobody who works on the request saw an older version because of it.
      return become(
        request,
        action,
        request.status,
        { discountPercent: percent },
        { ...by, changes, bumpsVersion: false },
      );
    }
    case 'unassign':
      return request.status === 'in_progress'
        ? become(request, action, 'pending', { operatorId: null, operatedAt: null })
        : become(request, action, 'qa_pending', { qaAgentId: null, qaStartedAt: null });
    case 'ask_for_update':
      return become(
        request,
        action,
        request.status,
        { updateRequestedAt: now, updateRequestedBy: actor.id },
        { bumpsVersion: false },
      );
    case 'give_update':
      return become(
        request,
        action,
        request.status,
        { updateRequestedAt: null, updateRequestedBy: null },
        { ...by, bumpsVersion: false },
      );
    case 'assign': {
      const { assignee } = input;
      const unfit =
        assignee === undefined
          ? 'This person is not known'
          : assigneeRefusal(assignee, request, policy);
      if (assignee === undefined || unfit !== null) {
        return { ok: false, kind: 'condition', reason: unfit ?? '' };
      }
      return request.status === 'pending'
        ? become(request, action, 'in_progress', startOperating(assignee.id, now))
        : become(request, action, 'qa_in_progress', startChecking(assignee.id, now));
    }
  }
}

/** X1: null when the client saw the present version, or the action does not ask for it. */
export function staleVersion(
  action: ActionKey,
  request: RequestState,
  version: number | null,
): Refusal | null {
  if (!ACTIONS[action].needsVersion || version === request.version) return null;
  return {
    ok: false,
    kind: 'stale_version',
    reason: 'The request has changed since you opened it',
  };
}

/** A transition of an existing request to `to`, with the events it emits. */
export function become(
  request: RequestState,
  action: EventAction,
  to: Status,
  set: Partial<Progress>,
  more: {
    readonly message?: string | null;
    readonly changes?: readonly FieldChange[];
    readonly bumpsVersion?: boolean;
  } = {},
): Transition {
  return {
    ok: true,
    action,
    from: request.status,
    to,
    set: { ...set, status: to },
    message: more.message ?? null,
    changes: more.changes ?? [],
    bumpsVersion: more.bumpsVersion ?? true,
    notify: eventsOf(action, to, request.status),
  };
}

/** L6; the earlier "uncancelled by" notice has served its purpose. */
function startOperating(operatorId: number, now: Instant): Partial<Progress> {
  return { operatorId, operatedAt: now, uncancelledAt: null, uncancelledBy: null };
}

function startChecking(qaAgentId: number, now: Instant): Partial<Progress> {
  return { qaAgentId, qaStartedAt: now };
}

function operationChanges(before: Values | null, after: Values): FieldChange[] {
  return changedFields(before ?? {}, after);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import { addMs, DAY_MS, type Instant } from './kernel/calendar.ts';
import { type Actor, hasRole, ROLE_NAMES, type Role, type Team } from './people.ts';
import type { ActionKey } from './requests/actions.ts';
import type { RequestType } from './requests/define.ts';
import { assigneeId, type Involved, type RequestState } from './requests/request.ts';

/**
 * Who may do what (P1–P6 and the "who" column of section 3): one table, asked by everybody.
 * Statuses are the lifecycle's business; here stands only the person's side.
 */

export interface Policy {
  readonly now: Instant;
  /** P6, QA half: the QA agent must not be the operator. Default true. */
  readonly fourEyesQa: boolean;
  /** M2: is a price list in force? Without one nothing is completed. */
  readonly hasPriceList: boolean;
  /** L12: how long a requester may reject a completed request. Default 30. */
  readonly rejectWindowDays: number;
}

/** P3. Everybody else gets "not found". `server/requests/visibility.ts` says the same in SQL. */
export function canView(actor: Actor, request: Pick<Involved, 'requesterId' | 'team'>): boolean {
  return (
    seesEverything(actor) || request.requesterId === actor.id || actor.teams.includes(request.team)
  );
}

/** Operators, QA agents, leadership and admins see every request (P3). */
export function seesEverything(actor: Actor): boolean {
  return actor.roles.length > 0;
}

/** L18: everyone who can view a request, in every status. */
export function canComment(actor: Actor, request: Pick<Involved, 'requesterId' | 'team'>): boolean {
  return canView(actor, request);
}

/** L18, N9: internal comments, their files and whatever tells of them are for these roles alone. */
export function canSeeInternal(actor: Pick<Actor, 'roles'>): boolean {
  return INTERNAL_READERS.some((role) => actor.roles.includes(role));
}

/** L18: whoever may read internal comments may write them. */
export function canCommentInternally(
  actor: Actor,
  request: Pick<Involved, 'requesterId' | 'team'>,
): boolean {
  return canComment(actor, request) && canSeeInternal(actor);
}

const INTERNAL_READERS: readonly Role[] = ['operator', 'qa_agent', 'leadership', 'admin'];

/** P5, section 10: users, settings, notifications, deliveries, audit log. */
export function canAdminister(actor: Actor): boolean {
  return hasRole(actor, 'admin');
}

/** N6: what became of the notifications of a request, for whoever works on requests. */
export function canSeeDeliveries(actor: Actor): boolean {
  return hasRole(actor, 'operator', 'qa_agent', 'leadership', 'admin');
}

/** P4: client prices, discounts and what hangs on them. */
export function canSeePrices(actor: Pick<Actor, 'roles'>): boolean {
  return PRICE_READERS.some((role) => actor.roles.includes(role));
}

/** P4: what operating and QA cost us. */
export function canSeeCosts(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('admin');
}

/** P5: reports and the cost summary. */
export function canSeeReports(actor: Pick<Actor, 'roles'>): boolean {
  return PRICE_READERS.some((role) => actor.roles.includes(role));
}

const PRICE_READERS: readonly Role[] = ['leadership', 'admin'];

/** P1: the teams for which this person may create this type; empty when none. */
export function creatableTeams(person: Pick<Actor, 'teams'>, type: RequestType): readonly Team[] {
  return type.teams.filter((team) => person.teams.includes(team));
}

/** P1: admins may create for somebody else. */
export function canCreateOnBehalf(actor: Actor): boolean {
  return hasRole(actor, 'admin');
}

/** P1: for themself, or as an admin for somebody else. */
export function canCreate(actor: Actor, type: RequestType): boolean {
  return canCreateOnBehalf(actor) || creatableTeams(actor, type).length > 0;
}

interface Rule {
  /** Could this person ever do this to this request, whatever its status? */
  readonly eligible: (actor: Actor, request: RequestState) => boolean;
  /** Said when not eligible; completes a tooltip. */
  readonly only: string;
  /** What else must hold now; a sentence when it does not. Asked after the status. */
  readonly unless?: (actor: Actor, request: RequestState, policy: Policy) => string | null;
}

const isRequester = (actor: Actor, request: RequestState) => request.requesterId === actor.id;
const isInTeam = (actor: Actor, request: RequestState) => actor.teams.includes(request.team);
const holds =
  (...roles: readonly Role[]) =>
  (actor: Actor) =>
    hasRole(actor, ...roles);
const anyOf =
  (...tests: readonly ((actor: Actor, request: RequestState) => boolean)[]) =>
  (actor: Actor, request: RequestState) =>
    tests.some((test) => test(actor, request));

const WHO: Readonly<Record<ActionKey, Rule>> = {
  approve: {
    eligible: holds('leadership'),
    only: 'Only leadership can approve',
    unless: (actor, request) =>
      actor.id === request.requesterId || actor.id === request.creatorId
        ? 'Your own request must be approved by somebody else'
        : null,
  },
  decline: { eligible: holds('leadership'), only: 'Only leadership can decline' },
  ask_for_approval: { eligible: holds('admin'), only: 'Only an admin can ask for approval' },
  operate: { eligible: holds('operator'), only: 'Only an operator can operate a request' },
  block: {
    eligible: holds('operator', 'qa_agent', 'admin'),
    only: 'Only operators, QA agents and admins can block a request',
  },
  resolve: {
    eligible: anyOf(isRequester, isInTeam, holds('operator', 'qa_agent', 'leadership', 'admin')),
    only: 'Only the requester, their team and the people who work on requests can resolve a block',
  },
  send_to_qa: {
    eligible: holds('operator'),
    only: 'Only its operator can send a request to QA',
    unless: (actor, request) =>
      request.operatorId === actor.id ? null : 'Only its operator can send a request to QA',
  },
  start_qa: {
    eligible: holds('qa_agent'),
    only: 'Only a QA agent can start QA',
    unless: (actor, request, policy) => fourEyes(actor.id, request, policy),
  },
  complete: {
    eligible: holds('qa_agent'),
    only: 'Only its QA agent can complete a request',
    unless: (actor, request) =>
      request.qaAgentId === actor.id ? null : 'Only its QA agent can complete a request',
  },
  reject: {
    eligible: anyOf(isRequester, holds('qa_agent', 'leadership', 'admin')),
    only: 'Only its QA agent, its requester, leadership and admins can reject the work',
    unless: mayReject,
  },
  cancel: {
    eligible: anyOf(isRequester, isInTeam, holds('operator', 'leadership', 'admin')),
    only: 'Only the requester, their team, operators, leadership and admins can cancel',
  },
  uncancel: {
    eligible: anyOf(isRequester, isInTeam, holds('leadership', 'admin')),
    only: 'Only the requester, their team, leadership and admins can bring a request back',
  },
  unassign: {
    eligible: (actor, request) =>
      hasRole(actor, 'admin') || request.operatorId === actor.id || request.qaAgentId === actor.id,
    only: 'Only the person it is assigned to and admins can release a request',
    unless: (actor, request) =>
      hasRole(actor, 'admin') || assigneeId(request) === actor.id
        ? null
        : 'Only the person it is assigned to now and admins can release it',
  },
  ask_for_update: {
    eligible: anyOf(isRequester, isInTeam, holds('leadership', 'admin')),
    only: 'Only the requester, their team, leadership and admins can ask for an update',
  },
  give_update: {
    eligible: holds('operator', 'qa_agent', 'leadership', 'admin'),
    only: 'Only the people who work on requests can give an update',
    unless: (actor, request) =>
      hasRole(actor, 'operator', 'qa_agent', 'admin') || request.status === 'pending_approval'
        ? null
        : 'Leadership can give an update while the request waits for approval',
  },
  discount: { eligible: holds('admin'), only: 'Only an admin can set a discount' },
  correct: { eligible: holds('admin'), only: 'Only an admin can correct a request' },
  edit: {
    eligible: anyOf(isRequester, isInTeam, holds('admin')),
    only: 'Only the requester, their team and admins can edit',
  },
  assign: {
    eligible: holds('admin', 'leadership'),
    only: 'Only admins and leadership can assign work',
  },
};

/** Null when this person's side of the action is in order, whatever the status; else the reason. */
export function whoRefusal(actor: Actor, action: ActionKey, request: RequestState): string | null {
  return WHO[action].eligible(actor, request) ? null : WHO[action].only;
}

/** The finer conditions, asked once the status allows the action; null when they hold. */
export function conditionRefusal(
  actor: Actor,
  action: ActionKey,
  request: RequestState,
  policy: Policy,
): string | null {
  return WHO[action].unless?.(actor, request, policy) ?? null;
}

/** P6 for whoever would become the QA agent (L10, L20). */
export function fourEyes(personId: number, request: RequestState, policy: Policy): string | null {
  return policy.fourEyesQa && request.operatorId === personId
    ? 'QA must be done by somebody other than the operator'
    : null;
}

/** The role somebody must hold to be handed the work in this status (L20). */
export function assignableRole(request: Pick<RequestState, 'status'>): Role {
  return request.status === 'qa_pending' ? 'qa_agent' : 'operator';
}

/** L20: why this person cannot be handed the work; null when they can. */
export function assigneeRefusal(
  person: { readonly id: number; readonly roles: readonly Role[]; readonly isActive: boolean },
  request: RequestState,
  policy: Policy,
): string | null {
  const role = assignableRole(request);
  if (!person.isActive) return 'This account is not active';
  if (!person.roles.includes(role)) return `This person does not have the role ${ROLE_NAMES[role]}`;
  return role === 'qa_agent' ? fourEyes(person.id, request, policy) : null;
}

/** L12: its QA agent during QA; the requester within the window; leadership and admins any time. */
function mayReject(actor: Actor, request: RequestState, policy: Policy): string | null {
  if (hasRole(actor, 'leadership', 'admin')) return null;
  if (request.status === 'qa_in_progress') {
    return request.qaAgentId === actor.id
      ? null
      : 'During QA only its QA agent can reject the work';
  }
  if (request.requesterId !== actor.id) {
    return 'Once completed, only the requester, leadership and admins can reject the work';
  }
  const until =
    request.completedAt === null
      ? null
      : addMs(request.completedAt, policy.rejectWindowDays * DAY_MS);
  return until !== null && policy.now <= until
    ? null
    : `The ${policy.rejectWindowDays} days for rejecting completed work are over`;
}

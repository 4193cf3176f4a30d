import { type Actor, hasRole } from '../people.ts';
import type { Policy } from '../permissions.ts';
import { ACTIONS } from './actions.ts';
import type { FieldChange } from './changes.ts';
import type { Values } from './define.ts';
import {
  become,
  needsApproval,
  type Refusal,
  refuse,
  staleVersion,
  type Transition,
} from './lifecycle.ts';
import type { Progress, RequestState } from './request.ts';
import { requestType } from './types/index.ts';

/** What an admin puts right (section 10): the complete content afterwards, already checked. */
export interface Correction {
  /** The type's own fields after the correction, kept markers for unchanged secrets. */
  readonly values: Values;
  readonly requesterId: number;
  /** Everything that changes, requester and team included. */
  readonly changes: readonly FieldChange[];
  readonly changesOwnFields: boolean;
  readonly reason: string;
}

/**
 * Section 10, L19, P6: an approval ends, in every status, when the content that was approved
 * changes, or when it was given, or waived, because of who the requester was. Before work begins
 * the request then waits for approval anew; afterwards it goes on in its status, and is asked for
 * approval only if it starts again (L14).
 */
export function correctTransition(
  actor: Actor,
  request: RequestState,
  correction: Correction,
  version: number | null,
  policy: Policy,
): Transition | Refusal {
  const refusal =
    refuse(actor, 'correct', request, policy) ?? staleVersion('correct', request, version);
  if (refusal !== null) return refusal;
  const { changes, reason, requesterId, values } = correction;
  const more = { changes, message: reason };
  if (!correction.changesOwnFields && !endsByRequester(request, requesterId)) {
    return become(request, 'correct', request.status, {}, more);
  }
  const withdrawn: Partial<Progress> = {
    approvedAt: null,
    approvedBy: null,
    approvalWaived:
      request.approvalWaived &&
      actor.id === requesterId &&
      requesterId === request.requesterId &&
      hasRole(actor, 'leadership'),
  };
  const waits =
    ACTIONS.edit.from.includes(request.status) &&
    needsApproval(requestType(request.type), values, { ...request, ...withdrawn });
  return waits
    ? become(request, 'correct', 'pending_approval', { ...withdrawn, tatStartAt: null }, more)
    : become(request, 'correct', request.status, withdrawn, more);
}

/** P6: nobody comes to have approved their own request; L1: a waiver was its requester's. */
function endsByRequester(request: RequestState, requesterId: number): boolean {
  if (requesterId === request.requesterId) return false;
  return request.approvalWaived || request.approvedBy === requesterId;
}

import { type Actor, hasRole, type Team } from '../people.ts';
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
  readonly requester: Pick<Actor, 'id' | 'roles'>;
  readonly team: Team;
  /** Everything that changes, requester and team included. */
  readonly changes: readonly FieldChange[];
  readonly changesOwnFields: boolean;
  readonly reason: string;
}

/**
 * Section 10: a correction leaves the status as it is. Only before work begins does it ask for
 * approval anew, as L19 does: when the approved content changes, or when the approval was given, or
 * waived, because of who the requester was (L1, P6).
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
  const { changes, reason, requester, values } = correction;
  const more = { changes, message: reason };
  const ends = correction.changesOwnFields || endsByRequester(request, requester);
  if (!ACTIONS.edit.from.includes(request.status) || !ends) {
    return become(request, 'correct', request.status, {}, more);
  }
  const withdrawn: Partial<Progress> = {
    approvedAt: null,
    approvedBy: null,
    approvalWaived:
      request.approvalWaived &&
      actor.id === requester.id &&
      requester.id === request.requesterId &&
      hasRole(actor, 'leadership'),
  };
  return needsApproval(requestType(request.type), values, { ...request, ...withdrawn })
    ? become(request, 'correct', 'pending_approval', { ...withdrawn, tatStartAt: null }, more)
    : become(request, 'correct', request.status, withdrawn, more);
}

/** P6: nobody comes to have approved their own request; L1: a waiver was its requester's. */
function endsByRequester(request: RequestState, requester: Pick<Actor, 'id'>): boolean {
  if (requester.id === request.requesterId) return false;
  return request.approvalWaived || request.approvedBy === requester.id;
}

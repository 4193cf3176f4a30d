import { type Actor, hasRole } from '../people.ts';
import type { Policy } from '../permissions.ts';
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

/** What L19 is to change: the complete new content, already checked like a creation. */
export interface Edit {
  /** The type's own fields after the edit, kept markers for unchanged secrets. */
  readonly values: Values;
  readonly scheduledOn: Progress['scheduledOn'];
  /** The requester's zone now; used when a date is set where none was. */
  readonly timezone: string;
  /** Every field that changes, priority and scheduled date included. */
  readonly changes: readonly FieldChange[];
  /** True when one of the type's own fields is among them. */
  readonly changesOwnFields: boolean;
}

/**
 * L19. Changing the type's own fields withdraws an approval; removing the date of a scheduled
 * request activates it now. A waived approval (L1) ends when somebody but the requester edits.
 */
export function editTransition(
  actor: Actor,
  request: RequestState,
  edit: Edit,
  version: number | null,
  policy: Policy,
): Transition | Refusal {
  const refusal = refuse(actor, 'edit', request, policy) ?? staleVersion('edit', request, version);
  if (refusal !== null) return refusal;
  const dateChanges = edit.scheduledOn !== request.scheduledOn;
  if (dateChanges && request.status === 'pending') {
    return {
      ok: false,
      kind: 'condition',
      reason: 'The scheduled date can be changed only before the request becomes pending',
    };
  }
  const dates: Partial<Progress> = dateChanges
    ? {
        scheduledOn: edit.scheduledOn,
        scheduledTimezone:
          edit.scheduledOn === null ? null : (request.scheduledTimezone ?? edit.timezone),
      }
    : {};
  const withdrawn: Partial<Progress> = edit.changesOwnFields
    ? {
        approvedAt: null,
        approvedBy: null,
        approvalWaived:
          request.approvalWaived &&
          actor.id === request.requesterId &&
          hasRole(actor, 'leadership'),
      }
    : {};
  const after = { ...request, ...withdrawn };
  const waits =
    edit.changesOwnFields && needsApproval(requestType(request.type), edit.values, after);
  if (waits) {
    return become(
      request,
      'edit',
      'pending_approval',
      { ...dates, ...withdrawn, tatStartAt: null },
      { changes: edit.changes },
    );
  }
  if (request.status === 'scheduled' && edit.scheduledOn === null) {
    return become(
      request,
      'edit',
      'pending',
      { ...dates, ...withdrawn, tatStartAt: policy.now },
      { changes: edit.changes },
    );
  }
  return become(
    request,
    'edit',
    request.status,
    { ...dates, ...withdrawn },
    { changes: edit.changes },
  );
}

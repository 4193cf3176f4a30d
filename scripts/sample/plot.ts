import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import type { Random } from './random.ts';

/** What each request is to become. The story leads there; the clock may stop it on the way. */

export type Detour =
  | 'approval'
  | 'assign'
  | 'assign_qa'
  | 'block'
  | 'completed_rejection'
  | 'edit'
  | 'reject'
  | 'release'
  | 'release_qa'
  | 'uncancel'
  | 'update'
  /** An update is asked for at the end and nobody has given it yet. */
  | 'asked';

export interface Plot {
  readonly type: RequestTypeKey;
  readonly target: Status;
  readonly detours: readonly Detour[];
  readonly daysAgo: number;
  /** Must get there by now, in haste if need be. */
  readonly sure: boolean;
  /** Played by the easily remembered accounts. */
  readonly featured: boolean;
  /** Blocked, cancelled or declined before anybody worked on it. */
  readonly early: boolean;
  readonly needsApproval: boolean;
  readonly creator: 'requester' | 'admin' | 'leadership';
  /** Days after its creation, for the target "scheduled" after now; null: at once. */
  readonly scheduledInDays: number | null;
}

export function newPlot(
  type: RequestTypeKey,
  target: Status,
  daysAgo: number,
  random: Random,
  more: Partial<Plot> = {},
): Plot {
  const onDemand = requestType(type).approvalOnDemand && target === 'pending_approval';
  const detours = more.detours ?? [];
  return {
    type,
    target,
    daysAgo,
    sure: false,
    featured: false,
    early: target === 'pending' || random.chance(0.35),
    needsApproval:
      type === 'deactivation_toggle' && (target === 'pending_approval' || random.chance(0.45)),
    creator: 'requester',
    scheduledInDays: target === 'scheduled' ? random.whole(1, 24) : null,
    ...more,
    detours: onDemand ? [...new Set<Detour>([...detours, 'approval'])] : detours,
  };
}

/** Can a request of this type ever be in this status? */
export function canBe(key: RequestTypeKey, status: Status): boolean {
  const { approvalOnDemand, schedulable } = requestType(key);
  if (status === 'scheduled') return schedulable;
  if (status !== 'pending_approval') return true;
  return approvalOnDemand || key === 'deactivation_toggle';
}

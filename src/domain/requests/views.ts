import type { View } from '../api/requests.ts';
import { type Actor, hasRole } from '../people.ts';
import type { Policy } from '../permissions.ts';
import type { Involved, Status } from './request.ts';

/** The ready views of the dashboard: what each holds for whom, asked by lists, counts and pages. */

/** How the viewer relates to the requests of a slice. */
export type Relation = 'anyone' | 'requester' | 'operator' | 'not_operator' | 'qa_agent';

/** A view is the union of its slices, which never overlap: no two have the same status. */
export interface Slice {
  /** Null: whatever the status. */
  readonly status: Status | null;
  readonly relation: Relation;
}

export const VIEW_RULES: Readonly<
  Record<View, { readonly name: string; readonly explains: string; readonly audience: string }>
> = {
  my_work: {
    name: 'My work',
    explains: 'What you are working on, and what you could take next',
    audience: 'This view is for operators and QA agents.',
  },
  my_requests: {
    name: 'My requests',
    explains: 'What you asked for',
    audience: 'This view is for people who submit requests.',
  },
  needs_approval: {
    name: 'Needs approval',
    explains: 'What waits for leadership to approve or decline',
    audience: 'This view is for leadership.',
  },
  all: {
    name: 'All requests',
    explains: 'Every request you may see',
    audience: 'This view is for everybody.',
  },
};

/**
 * What a view holds for this person; null when the view is not for them.
 *
 * My work: an operator's own in-progress requests and all pending ones; a QA agent's own
 * qa-in-progress requests and those sent to QA that they may take (P6: not their own work, while
 * four eyes are asked for). My requests: for members of teams, and for people without any role.
 */
export function viewSlices(
  view: View,
  actor: Actor,
  policy: Pick<Policy, 'fourEyesQa'>,
): readonly Slice[] | null {
  switch (view) {
    case 'my_work': {
      const slices: Slice[] = [];
      if (hasRole(actor, 'operator')) {
        slices.push({ status: 'in_progress', relation: 'operator' });
        slices.push({ status: 'pending', relation: 'anyone' });
      }
      if (hasRole(actor, 'qa_agent')) {
        slices.push({ status: 'qa_in_progress', relation: 'qa_agent' });
        const takeable = policy.fourEyesQa ? 'not_operator' : 'anyone';
        slices.push({ status: 'qa_pending', relation: takeable });
      }
      return slices.length === 0 ? null : slices;
    }
    case 'my_requests':
      return actor.teams.length > 0 || actor.roles.length === 0
        ? [{ status: null, relation: 'requester' }]
        : null;
    case 'needs_approval':
      return hasRole(actor, 'leadership')
        ? [{ status: 'pending_approval', relation: 'anyone' }]
        : null;
    case 'all':
      return [{ status: null, relation: 'anyone' }];
  }
}

/** Whether a loaded request belongs to a slice: the SQL of lists says the same. */
export function isInSlice(
  slice: Slice,
  actor: Pick<Actor, 'id'>,
  request: Pick<Involved, 'requesterId' | 'operatorId' | 'qaAgentId'> & { readonly status: Status },
): boolean {
  if (slice.status !== null && slice.status !== request.status) return false;
  switch (slice.relation) {
    case 'anyone':
      return true;
    case 'requester':
      return request.requesterId === actor.id;
    case 'operator':
      return request.operatorId === actor.id;
    case 'not_operator':
      return request.operatorId !== actor.id;
    case 'qa_agent':
      return request.qaAgentId === actor.id;
  }
}

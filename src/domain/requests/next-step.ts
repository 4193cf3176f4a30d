import type { Instant } from '../kernel/calendar.ts';
import type { RequestState } from './request.ts';

/** Who must act next, for the one line at the top of every open request. */
export interface NextStep {
  /** Completes "Waiting for …"; null when nothing is awaited. */
  readonly waitingFor:
    | 'leadership'
    | 'date'
    | 'operator'
    | 'assigned_operator'
    | 'qa_agent'
    | 'assigned_qa_agent'
    | 'requester'
    | null;
  /** The person, when it is a certain one. */
  readonly personId: number | null;
  readonly since: Instant;
}

/** @param statusSince when the request entered its present status */
export function nextStep(request: RequestState, statusSince: Instant): NextStep {
  const step = (waitingFor: NextStep['waitingFor'], personId: number | null = null): NextStep => ({
    waitingFor,
    personId,
    since: statusSince,
  });
  switch (request.status) {
    case 'pending_approval':
      return step('leadership');
    case 'scheduled':
      return step('date');
    case 'pending':
      return step('operator');
    case 'in_progress':
      return step('assigned_operator', request.operatorId);
    case 'qa_pending':
      return step('qa_agent');
    case 'qa_in_progress':
      return step('assigned_qa_agent', request.qaAgentId);
    case 'blocked':
      return step('requester', request.requesterId);
    case 'completed':
    case 'cancelled':
      return step(null);
  }
}

import { NO_PERCENT } from '../../src/domain/kernel/money.ts';
import type { Progress } from '../../src/domain/requests/request.ts';

/** Everything a transition may set, before the first one. */
export const NOTHING_YET = {
  operatorId: null,
  qaAgentId: null,
  scheduledOn: null,
  scheduledTimezone: null,
  operatedAt: null,
  sentToQaAt: null,
  qaStartedAt: null,
  completedAt: null,
  cancelledAt: null,
  cancelledBy: null,
  uncancelledAt: null,
  uncancelledBy: null,
  blockedAt: null,
  blockedBy: null,
  tatStartAt: null,
  updateRequestedAt: null,
  updateRequestedBy: null,
  previouslyRejected: false,
  approvalAsked: false,
  approvalWaived: false,
  approvedAt: null,
  approvedBy: null,
  operation: null,
  discountPercent: NO_PERCENT,
} as const satisfies Omit<Progress, 'status'>;

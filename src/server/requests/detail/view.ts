import type { EventsAnswer, RequestDetail } from '../../../domain/api/requests.ts';
import { epochMs } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import { assignableRole, type Policy } from '../../../domain/permissions.ts';
import { availableActions } from '../../../domain/requests/lifecycle.ts';
import { nextStep } from '../../../domain/requests/next-step.ts';
import { COMMENT_PLACE } from '../../files/queries.ts';
import { attachedFileView, historyView } from '../history/view.ts';
import { stateOf } from '../stored-request.ts';
import { peopleOf } from './people.ts';
import { currentPrice, pricingView } from './pricing/view.ts';
import { type DetailRow, EVENTS_A_PAGE, type HistoryPage, type StatusChange } from './queries.ts';
import { timeInStatus } from './time-in-status.ts';

/**
 * The request as its page shows it to `actor`, with the actions they may take (X2). Pure.
 * @param statusChanges all of them when the row's events are only the newest; else null
 */
export function detailView(
  row: DetailRow,
  statusChanges: readonly StatusChange[] | null,
  actor: Actor,
  policy: Policy,
): RequestDetail {
  const state = stateOf(row);
  const people = peopleOf(row.people);
  const next = nextStep(state, row.status_since);
  return {
    code: row.code,
    type: row.type,
    variant: row.variant,
    partnerName: row.partner_name,
    status: row.status,
    priority: row.priority,
    team: row.team,
    requester: people.one(row.requester_id),
    creator: people.one(row.creator_id),
    operator: people.maybe(row.operator_id),
    qaAgent: people.maybe(row.qa_agent_id),
    createdAt: row.created_at,
    statusSince: row.status_since,
    scheduledOn: row.scheduled_on,
    scheduledTimezone: row.scheduled_timezone,
    operatedAt: row.operated_at,
    sentToQaAt: row.sent_to_qa_at,
    qaStartedAt: row.qa_started_at,
    completedAt: row.completed_at,
    cancelledAt: row.cancelled_at,
    uncancelledAt: row.uncancelled_at,
    uncancelledBy: people.maybe(row.uncancelled_by),
    tatStartAt: row.tat_start_at,
    tatMs: turnAroundMs(row),
    updateRequested: row.update_requested_at !== null,
    updateRequestedAt: row.update_requested_at,
    updateRequestedBy: people.maybe(row.update_requested_by),
    previouslyRejected: row.previously_rejected,
    approvedAt: row.approved_at,
    approvedBy: people.maybe(row.approved_by),
    version: row.version,
    values: { ...state.values },
    // Those of comments stand with their comment, and are marked internal there.
    files: row.files
      .filter(({ place }) => place !== COMMENT_PLACE)
      .map((file) => attachedFileView(file, people)),
    operation: row.operation === null ? null : { ...row.operation },
    nextStep: {
      waitingFor: next.waitingFor,
      person: people.maybe(next.personId),
      since: next.since,
    },
    timeInStatusMs: timeInStatus(statusChanges ?? changesOf(row), policy.now),
    actions: [...availableActions(actor, state, policy)],
    assignableRole: assignableRole(state),
    ...pricesOf(row),
    ...eventsView(row),
  };
}

/** P4: present when the query brought it. */
function pricesOf({ receipts, discount_percent }: DetailRow) {
  return receipts === undefined
    ? {}
    : { price: currentPrice(receipts), pricing: pricingView(discount_percent, receipts) };
}

export function eventsView(page: HistoryPage): EventsAnswer {
  const people = peopleOf(page.people);
  return {
    events: historyView(page.events.slice(0, EVENTS_A_PAGE), page.files, people),
    moreEvents: page.events.length > EVENTS_A_PAGE,
  };
}

/** In order; what leaves the status as it is (L16–L18) starts no new stretch of it. */
function changesOf({ events }: DetailRow): readonly StatusChange[] {
  return events.filter(({ from, to }) => from !== to).toReversed();
}

/** X4: for completed requests only. */
function turnAroundMs({ completed_at, tat_start_at }: DetailRow): number | null {
  return completed_at === null || tat_start_at === null
    ? null
    : epochMs(completed_at) - epochMs(tat_start_at);
}

import type { EventAction } from '../requests/actions.ts';
import type { Status } from '../requests/request.ts';

/** The thirteen events people are told about, what is told besides, and which action emits which (section 8). */

export const NOTIFICATION_EVENTS = [
  'new_request_created',
  'request_pending_approval',
  'request_approved',
  'scheduled_request_activated',
  'update_requested',
  'update_provided',
  'request_blocked',
  'request_resolved',
  'request_sent_to_qa',
  'request_rejected',
  'request_cancelled',
  'request_uncancelled',
  'request_completed',
] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** Besides the thirteen, by email and without a toggle: L20 tells the assignee, L18 who is mentioned. */
export const PERSONAL_EVENTS = ['work_assigned', 'comment_mention'] as const;
export type PersonalEvent = (typeof PERSONAL_EVENTS)[number];

export const OUTBOX_EVENTS = [...NOTIFICATION_EVENTS, ...PERSONAL_EVENTS] as const;
export type OutboxEvent = NotificationEvent | PersonalEvent;

export const EVENT_NAMES: Record<OutboxEvent, string> = {
  new_request_created: 'New request',
  request_pending_approval: 'Waits for approval',
  request_approved: 'Approved',
  scheduled_request_activated: 'Scheduled request activated',
  update_requested: 'Update asked for',
  update_provided: 'Update given',
  request_blocked: 'Blocked',
  request_resolved: 'Block resolved',
  request_sent_to_qa: 'Sent to QA',
  request_rejected: 'Work rejected',
  request_cancelled: 'Cancelled',
  request_uncancelled: 'Brought back',
  request_completed: 'Completed',
  work_assigned: 'Work assigned',
  comment_mention: 'Mentioned in a comment',
};

export function isNotificationEvent(event: OutboxEvent): event is NotificationEvent {
  return (NOTIFICATION_EVENTS as readonly OutboxEvent[]).includes(event);
}

const NONE: readonly OutboxEvent[] = [];

/**
 * @param to the status after the action
 * @param from the status before; absent for a creation
 */
export function eventsOf(action: EventAction, to: Status, from?: Status): readonly OutboxEvent[] {
  switch (action) {
    case 'create':
      return to === 'pending_approval'
        ? ['new_request_created', 'request_pending_approval']
        : ['new_request_created'];
    case 'approve':
      return ['request_approved'];
    case 'decline':
    case 'cancel':
      return ['request_cancelled'];
    case 'ask_for_approval':
      return ['request_pending_approval'];
    case 'edit':
    case 'correct':
      return to === 'pending_approval' && from !== 'pending_approval'
        ? ['request_pending_approval']
        : NONE;
    case 'activate':
      return ['scheduled_request_activated'];
    case 'block':
      return ['request_blocked'];
    case 'resolve':
      return ['request_resolved'];
    case 'send_to_qa':
      return ['request_sent_to_qa'];
    case 'complete':
      return ['request_completed'];
    case 'reject':
      return ['request_rejected'];
    case 'uncancel':
      return ['request_uncancelled'];
    case 'ask_for_update':
      return ['update_requested'];
    case 'give_update':
      return ['update_provided'];
    case 'assign':
      return ['work_assigned'];
    case 'operate':
    case 'start_qa':
    case 'unassign':
    // Whether a comment mentions somebody, only its text can say (L18).
    case 'comment':
    case 'redact':
    // N9: nothing about prices is notified.
    case 'discount':
    case 'price':
      return NONE;
  }
}

import type { Channel } from './deliveries.ts';
import { isNotificationEvent, type OutboxEvent } from './events.ts';
import type { PeopleBefore } from './recipients.ts';

/** What people may switch off for themselves (N7). */

/**
 * N7: being asked to act cannot be muted: approval by approvers, a block by the requester, an update
 * by the assignees, and work that is handed to somebody (L20).
 */
export function isAskedToAct(event: OutboxEvent, userId: number, people: PeopleBefore): boolean {
  switch (event) {
    case 'request_pending_approval':
    case 'update_requested':
    case 'work_assigned':
      return true;
    case 'request_blocked':
      return userId === people.requesterId;
    default:
      return false;
  }
}

/**
 * N7: the channels on which an event can be muted: email, a direct Telegram message, the mention in
 * Slack. Empty for events that only reach people who are asked to act, or nobody by name.
 */
export function mutableChannels(event: OutboxEvent): readonly Channel[] {
  switch (event) {
    case 'request_pending_approval':
    case 'update_requested':
    case 'work_assigned':
      return [];
    // Nobody is named by these: they go to the operations mailbox, the channel and the chat.
    case 'new_request_created':
    case 'scheduled_request_activated':
    case 'request_sent_to_qa':
      return [];
    // Mentions nobody but the requester, who is asked to act.
    case 'request_blocked':
      return ['email', 'telegram'];
    case 'request_approved':
      return ['email', 'telegram'];
    default:
      return isNotificationEvent(event) ? ['email', 'slack', 'telegram'] : ['email'];
  }
}

export function mayMute(event: OutboxEvent, channel: Channel): boolean {
  return mutableChannels(event).includes(channel);
}

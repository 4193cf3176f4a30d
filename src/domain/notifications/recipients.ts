import type { RequestState, Status } from '../requests/request.ts';
import type { NotificationEvent } from './events.ts';

/** Who hears of an event on which channel (the table of section 8). Pure; toggles, mutes and access are checked at send time. */

/** The people on a request before the change, stored with the event. */
export interface PeopleBefore {
  /** Null when the system acted (L5). */
  readonly actorId: number | null;
  readonly requesterId: number;
  readonly operatorId: number | null;
  readonly qaAgentId: number | null;
  readonly blockedBy: number | null;
  readonly updateRequestedBy: number | null;
  readonly cancelledBy: number | null;
}

export type EmailRecipient =
  | { readonly kind: 'operations' }
  /** Plain addresses from the settings: they get the mail, no rights. */
  | { readonly kind: 'approver_addresses' }
  | { readonly kind: 'user'; readonly userId: number };

export interface Recipients {
  readonly email: readonly EmailRecipient[];
  readonly slackMentions: readonly number[];
  readonly slackReaction: string | null;
}

/** Section 8: the people on a request as they are now, taken before the change (X3). */
export function peopleBefore(
  request: Pick<
    RequestState,
    'requesterId' | 'operatorId' | 'qaAgentId' | 'blockedBy' | 'updateRequestedBy' | 'cancelledBy'
  >,
  actorId: number | null,
): PeopleBefore {
  return {
    actorId,
    requesterId: request.requesterId,
    operatorId: request.operatorId,
    qaAgentId: request.qaAgentId,
    blockedBy: request.blockedBy,
    updateRequestedBy: request.updateRequestedBy,
    cancelledBy: request.cancelledBy,
  };
}

/**
 * @param to the status the request has after the event (decides the reaction of a new request)
 * @param leadershipIds active leadership users: the approvers
 */
export function recipientsOf(
  event: NotificationEvent,
  people: PeopleBefore,
  to: Status,
  leadershipIds: readonly number[],
): Recipients {
  const { actorId, requesterId, operatorId, qaAgentId, blockedBy, updateRequestedBy, cancelledBy } =
    people;
  const unlessActor = (id: number | null) => (id === actorId ? null : id);
  const users = (...ids: readonly (number | null)[]): number[] => [
    ...new Set(ids.filter((id) => id !== null)),
  ];
  const mail = (ids: readonly number[]): EmailRecipient[] =>
    ids.map((userId) => ({ kind: 'user', userId }));
  const operations: EmailRecipient = { kind: 'operations' };

  switch (event) {
    case 'new_request_created':
      return {
        email: [operations],
        slackMentions: [],
        slackReaction:
          to === 'scheduled' ? 'calendar' : to === 'pending_approval' ? 'black_nib' : null,
      };
    case 'request_pending_approval':
      return {
        email: [operations, { kind: 'approver_addresses' }, ...mail(leadershipIds)],
        slackMentions: leadershipIds,
        slackReaction: 'black_nib',
      };
    case 'request_approved':
      return {
        email: [operations, ...mail(users(unlessActor(requesterId)))],
        slackMentions: [],
        slackReaction: 'handshake',
      };
    case 'scheduled_request_activated':
      return { email: [operations], slackMentions: [], slackReaction: 'arrow_forward' };
    case 'update_requested': {
      const assignees = users(operatorId, qaAgentId);
      return {
        email: [operations, ...mail(assignees)],
        slackMentions: assignees,
        slackReaction: 'question',
      };
    }
    case 'update_provided': {
      const everyone = users(actorId, updateRequestedBy, operatorId, qaAgentId, requesterId);
      return {
        email: mail(everyone),
        slackMentions: everyone,
        slackReaction: 'ballot_box_with_check',
      };
    }
    case 'request_blocked':
      return {
        email: mail(users(requesterId, actorId)),
        slackMentions: [requesterId],
        slackReaction: 'octagonal_sign',
      };
    case 'request_resolved':
      return {
        email: [operations, ...mail(users(blockedBy, operatorId, unlessActor(requesterId)))],
        slackMentions: users(
          unlessActor(blockedBy),
          unlessActor(operatorId),
          unlessActor(requesterId),
        ),
        slackReaction: 'unlock',
      };
    case 'request_sent_to_qa':
      return { email: [operations], slackMentions: [], slackReaction: 'mag' };
    case 'request_rejected': {
      const workers = users(operatorId, unlessActor(qaAgentId));
      return { email: [operations, ...mail(workers)], slackMentions: workers, slackReaction: 'x' };
    }
    case 'request_cancelled':
      return {
        email: [operations, ...mail(users(operatorId, qaAgentId, unlessActor(requesterId)))],
        slackMentions: users(
          unlessActor(operatorId),
          unlessActor(qaAgentId),
          unlessActor(requesterId),
        ),
        slackReaction: 'wastebasket',
      };
    case 'request_uncancelled': {
      const everyone = users(
        operatorId,
        qaAgentId,
        unlessActor(requesterId),
        unlessActor(cancelledBy),
      );
      return {
        email: [operations, ...mail(everyone)],
        slackMentions: everyone,
        slackReaction: 'recycle',
      };
    }
    case 'request_completed':
      return {
        email: mail(users(requesterId, operatorId, actorId)),
        slackMentions: users(unlessActor(operatorId), unlessActor(requesterId)),
        slackReaction: 'white_check_mark',
      };
  }
}

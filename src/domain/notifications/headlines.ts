import type { Status } from '../requests/request.ts';
import type { OutboxEvent } from './events.ts';
import type { PeopleBefore } from './recipients.ts';

/** An event and the words that tell one reader of it. Names are lines fit to be shown. */
export interface Happening {
  readonly event: OutboxEvent;
  readonly action: string;
  readonly to: Status;
  readonly people: PeopleBefore;
  readonly actorName: string;
  readonly requesterName: string;
  /** Null: nobody in particular, a mailbox or a channel. */
  readonly readerId: number | null;
}

/** What happened, said to one reader in a sentence without a full stop (section 8). */
export function headlineOf(happening: Happening): string {
  const { people, to, action } = happening;
  const isReader = (id: number | null) => id !== null && id === happening.readerId;
  const who = isReader(people.actorId) ? 'You' : happening.actorName;
  const request = isReader(people.requesterId) ? 'your request' : 'this request';

  switch (happening.event) {
    case 'new_request_created':
      return newRequest(happening, who);
    case 'request_pending_approval':
      if (action === 'ask_for_approval') return `${who} asked for approval of ${request}`;
      if (action === 'edit') return `${who} edited ${request}, and it needs approval again`;
      return `${sentence(request)} needs approval before work on it starts`;
    case 'request_approved':
      return to === 'scheduled'
        ? `${who} approved ${request}, and it waits for its date`
        : `${who} approved ${request}`;
    case 'scheduled_request_activated':
      return people.actorId === null
        ? `${sentence(request)} became active`
        : `${who} activated ${request}`;
    case 'update_requested':
      return isReader(people.operatorId) || isReader(people.qaAgentId)
        ? `${who} asked you for an update`
        : `${who} asked for an update`;
    case 'update_provided':
      return `${who} gave an update`;
    case 'request_blocked':
      return `${who} blocked ${request}`;
    case 'request_resolved':
      return `${who} resolved the block`;
    case 'request_sent_to_qa':
      return `${who} sent ${request} to QA`;
    case 'request_rejected':
      return `${who} rejected the work on ${request}`;
    case 'request_cancelled':
      return action === 'decline' ? `${who} declined ${request}` : `${who} cancelled ${request}`;
    case 'request_uncancelled':
      return to === 'pending_approval'
        ? `${who} brought ${request} back, and it needs approval`
        : `${who} brought ${request} back`;
    case 'request_completed':
      return `${who} completed ${request}`;
    case 'work_assigned':
      return to === 'qa_in_progress'
        ? `${who} handed you the QA of this request`
        : `${who} handed you the work on this request`;
    case 'comment_mention':
      return `${who} mentioned you in a comment`;
  }
}

/** P1: both names, when somebody else submitted it. */
function newRequest({ people, to, readerId, requesterName }: Happening, who: string): string {
  const verb = to === 'scheduled' ? 'scheduled' : 'submitted';
  if (people.actorId === people.requesterId) return `${who} ${verb} a new request`;
  const whom = people.requesterId === readerId ? 'you' : requesterName;
  return `${who} ${verb} a new request for ${whom}`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** N7: what the reader is asked to do, as the words of a button. */
export function callOf({ event, action, people, readerId }: Happening): string {
  if (event === 'request_pending_approval' && readerId !== null) {
    // P6: leadership also hears of what others of them have to approve.
    const isOwn = readerId === people.requesterId;
    const isCreator = action === 'create' && readerId === people.actorId;
    return isOwn || isCreator ? 'Open the request' : 'Approve or decline';
  }
  if (event === 'request_blocked' && readerId === people.requesterId) return 'Resolve the block';
  if (event === 'update_requested' && readerId !== null) return 'Give an update';
  if (event === 'comment_mention') return 'Read the comment';
  return 'Open the request';
}

/** Why this reader gets the message, completing "You get this because …"; null: an address that an admin set. */
export function becauseOf({ event, people, readerId }: Happening): string | null {
  if (readerId === null) return null;
  if (event === 'work_assigned') return 'the work was handed to you';
  if (event === 'comment_mention') return 'you were mentioned';
  if (readerId === people.requesterId) return 'this is your request';
  if (readerId === people.operatorId) return 'you are its operator';
  if (readerId === people.qaAgentId) return 'you are its QA agent';
  if (event === 'request_pending_approval') return 'you approve requests';
  if (readerId === people.blockedBy) return 'you had blocked it';
  if (readerId === people.updateRequestedBy) return 'you had asked for an update';
  if (readerId === people.cancelledBy) return 'you had cancelled it';
  return 'you did this yourself';
}

import { describe, expect, test } from 'vitest';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './events.ts';
import { type EmailRecipient, type PeopleBefore, recipientsOf } from './recipients.ts';

/** The table of section 8, written down once more. */

const ACTOR = 1;
const REQUESTER = 2;
const OPERATOR = 3;
const QA_AGENT = 4;
const BLOCKER = 5;
const ASKER = 6;
const CANCELLER = 7;
const LEADERS = [8, 9];

const people: PeopleBefore = {
  actorId: ACTOR,
  requesterId: REQUESTER,
  operatorId: OPERATOR,
  qaAgentId: QA_AGENT,
  blockedBy: BLOCKER,
  updateRequestedBy: ASKER,
  cancelledBy: CANCELLER,
};

const show = (recipient: EmailRecipient) =>
  recipient.kind === 'user' ? recipient.userId : recipient.kind;

type Row = [NotificationEvent, (number | string)[], number[], string | null];
const TABLE: Row[] = [
  ['new_request_created', ['operations'], [], null],
  [
    'request_pending_approval',
    ['operations', 'approver_addresses', ...LEADERS],
    LEADERS,
    'black_nib',
  ],
  ['request_approved', ['operations', REQUESTER], [], 'handshake'],
  ['scheduled_request_activated', ['operations'], [], 'arrow_forward'],
  ['update_requested', ['operations', OPERATOR, QA_AGENT], [OPERATOR, QA_AGENT], 'question'],
  [
    'update_provided',
    [ACTOR, ASKER, OPERATOR, QA_AGENT, REQUESTER],
    [ACTOR, ASKER, OPERATOR, QA_AGENT, REQUESTER],
    'ballot_box_with_check',
  ],
  ['request_blocked', [REQUESTER, ACTOR], [REQUESTER], 'octagonal_sign'],
  [
    'request_resolved',
    ['operations', BLOCKER, OPERATOR, REQUESTER],
    [BLOCKER, OPERATOR, REQUESTER],
    'unlock',
  ],
  ['request_sent_to_qa', ['operations'], [], 'mag'],
  ['request_rejected', ['operations', OPERATOR, QA_AGENT], [OPERATOR, QA_AGENT], 'x'],
  [
    'request_cancelled',
    ['operations', OPERATOR, QA_AGENT, REQUESTER],
    [OPERATOR, QA_AGENT, REQUESTER],
    'wastebasket',
  ],
  [
    'request_uncancelled',
    ['operations', OPERATOR, QA_AGENT, REQUESTER, CANCELLER],
    [OPERATOR, QA_AGENT, REQUESTER, CANCELLER],
    'recycle',
  ],
  ['request_completed', [REQUESTER, OPERATOR, ACTOR], [OPERATOR, REQUESTER], 'white_check_mark'],
];

describe('who hears of an event (section 8)', () => {
  test('the table names each of the thirteen events once', () => {
    expect(TABLE.map(([event]) => event).sort()).toEqual([...NOTIFICATION_EVENTS].sort());
    expect(NOTIFICATION_EVENTS).toHaveLength(13);
  });

  test.each(TABLE)('%s', (event, email, mentions, reaction) => {
    const result = recipientsOf(event, people, 'pending', LEADERS);
    expect(result.email.map(show)).toEqual(email);
    expect(result.slackMentions).toEqual(mentions);
    expect(result.slackReaction).toBe(reaction);
  });

  test.each([
    ['scheduled', 'calendar'],
    ['pending_approval', 'black_nib'],
  ] as const)('a new %s request gets the reaction %s', (to, reaction) => {
    expect(recipientsOf('new_request_created', people, to, LEADERS).slackReaction).toBe(reaction);
  });

  test('nobody is told twice, and nobody who is not there', () => {
    const alone = { ...people, operatorId: REQUESTER, qaAgentId: null, updateRequestedBy: ACTOR };
    const { email, slackMentions } = recipientsOf('update_provided', alone, 'pending', LEADERS);
    expect(email.map(show)).toEqual([ACTOR, REQUESTER]);
    expect(slackMentions).toEqual([ACTOR, REQUESTER]);
  });

  test.each([
    ['request_approved', ['operations']],
    ['request_resolved', ['operations', BLOCKER, OPERATOR]],
    ['request_cancelled', ['operations', OPERATOR, QA_AGENT]],
  ] as const)('%s is not mailed to a requester who did it', (event, email) => {
    const own = { ...people, actorId: REQUESTER };
    expect(recipientsOf(event, own, 'pending', LEADERS).email.map(show)).toEqual(email);
  });

  test('a QA agent who rejects is not told; the operator is', () => {
    const own = { ...people, actorId: QA_AGENT };
    const { email, slackMentions } = recipientsOf('request_rejected', own, 'in_progress', LEADERS);
    expect(email.map(show)).toEqual(['operations', OPERATOR]);
    expect(slackMentions).toEqual([OPERATOR]);
  });

  test('Slack leaves the actor out where the table says so', () => {
    const resolvedByOperator = { ...people, actorId: OPERATOR };
    expect(
      recipientsOf('request_resolved', resolvedByOperator, 'pending', LEADERS).slackMentions,
    ).toEqual([BLOCKER, REQUESTER]);
    const completedByRequester = { ...people, actorId: REQUESTER };
    expect(
      recipientsOf('request_completed', completedByRequester, 'completed', LEADERS).slackMentions,
    ).toEqual([OPERATOR]);
  });
});

import { describe, expect, test } from 'vitest';
import { instant, parseCalendarDay } from '../kernel/calendar.ts';
import { richTextToPlain } from '../kernel/rich-text-plain.ts';
import { OUTBOX_EVENTS, type OutboxEvent } from './events.ts';
import { composeMessage, type MessageSource, testMessage } from './messages.ts';
import type { PeopleBefore } from './recipients.ts';

const REQUESTER = 1;
const OPERATOR = 2;
const QA_AGENT = 3;
const LEADER = 4;
const STRANGER = 9;

const people: PeopleBefore = {
  actorId: OPERATOR,
  requesterId: REQUESTER,
  operatorId: OPERATOR,
  qaAgentId: QA_AGENT,
  blockedBy: null,
  updateRequestedBy: null,
  cancelledBy: null,
};

type Change = Partial<Omit<MessageSource, 'request'>> & {
  readonly request?: Partial<MessageSource['request']>;
};

function source(event: OutboxEvent, change: Change = {}): MessageSource {
  return {
    event,
    at: instant('2026-11-22T13:05:00Z'),
    actorName: 'Tomasz Wójcik',
    people,
    action: 'block',
    from: 'in_progress',
    to: 'blocked',
    text: null,
    isRedacted: false,
    ...change,
    request: {
      code: 'PR-26Q4042',
      type: 'property_records',
      variant: 'Address',
      partnerName: 'Northwind',
      threadTitle: 'Property records – Old name',
      team: 'revenue',
      priority: 'normal',
      requesterName: 'Dana Reyes',
      scheduledOn: null,
      scheduledTimezone: null,
      tatStartAt: null,
      operationNotes: null,
      ...change.request,
    },
  };
}

function compose(event: OutboxEvent, change: Change = {}, userId: number | null = null) {
  const reader = { timezone: 'Europe/Berlin', userId };
  return composeMessage(source(event, change), reader, 'https://requests.example.com/');
}

const by = (actorId: number | null): Pick<MessageSource, 'people'> => ({
  people: { ...people, actorId },
});

function factsOf(change: Change, event: OutboxEvent = 'request_blocked', userId?: number) {
  const { facts } = compose(event, change, userId ?? null);
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
}

describe('section 8: what happened, in a sentence', () => {
  const HEADLINES: [OutboxEvent, Change, number | null, string][] = [
    [
      'new_request_created',
      { action: 'create', to: 'pending', actorName: 'Dana Reyes', ...by(REQUESTER) },
      null,
      'Dana Reyes submitted a new request',
    ],
    [
      'new_request_created',
      { action: 'create', to: 'scheduled', actorName: 'Dana Reyes', ...by(REQUESTER) },
      null,
      'Dana Reyes scheduled a new request',
    ],
    [
      'new_request_created',
      { action: 'create', to: 'pending' },
      null,
      'Tomasz Wójcik submitted a new request for Dana Reyes',
    ],
    [
      'request_pending_approval',
      { action: 'create', to: 'pending_approval' },
      LEADER,
      'This request needs approval before work on it starts',
    ],
    [
      'request_pending_approval',
      { action: 'ask_for_approval' },
      LEADER,
      'Tomasz Wójcik asked for approval of this request',
    ],
    [
      'request_pending_approval',
      { action: 'edit' },
      LEADER,
      'Tomasz Wójcik edited this request, and it needs approval again',
    ],
    ['request_approved', { to: 'pending' }, REQUESTER, 'Tomasz Wójcik approved your request'],
    [
      'request_approved',
      { to: 'scheduled' },
      REQUESTER,
      'Tomasz Wójcik approved your request, and it waits for its date',
    ],
    [
      'scheduled_request_activated',
      { actorName: null, ...by(null) },
      null,
      'This request became active',
    ],
    ['update_requested', {}, null, 'Tomasz Wójcik asked for an update'],
    ['update_requested', {}, QA_AGENT, 'Tomasz Wójcik asked you for an update'],
    ['update_provided', {}, REQUESTER, 'Tomasz Wójcik gave an update'],
    ['update_provided', {}, OPERATOR, 'You gave an update'],
    ['request_blocked', {}, null, 'Tomasz Wójcik blocked this request'],
    ['request_blocked', {}, REQUESTER, 'Tomasz Wójcik blocked your request'],
    ['request_blocked', {}, OPERATOR, 'You blocked this request'],
    ['request_resolved', {}, null, 'Tomasz Wójcik resolved the block'],
    ['request_sent_to_qa', {}, null, 'Tomasz Wójcik sent this request to QA'],
    ['request_rejected', {}, null, 'Tomasz Wójcik rejected the work on this request'],
    ['request_cancelled', { action: 'cancel' }, null, 'Tomasz Wójcik cancelled this request'],
    ['request_cancelled', { action: 'decline' }, null, 'Tomasz Wójcik declined this request'],
    ['request_uncancelled', { to: 'pending' }, null, 'Tomasz Wójcik brought this request back'],
    [
      'request_uncancelled',
      { to: 'pending_approval' },
      null,
      'Tomasz Wójcik brought this request back, and it needs approval',
    ],
    ['request_completed', {}, REQUESTER, 'Tomasz Wójcik completed your request'],
    [
      'work_assigned',
      { to: 'in_progress' },
      STRANGER,
      'Tomasz Wójcik handed you the work on this request',
    ],
    [
      'work_assigned',
      { to: 'qa_in_progress' },
      STRANGER,
      'Tomasz Wójcik handed you the QA of this request',
    ],
    ['comment_mention', {}, STRANGER, 'Tomasz Wójcik mentioned you in a comment'],
  ];

  test.each(HEADLINES)('%s %o to %s: %s', (event, change, userId, headline) => {
    expect(compose(event, change, userId).headline).toBe(headline);
  });

  test('the table above tells of every event', () => {
    expect(new Set(HEADLINES.map(([event]) => event))).toEqual(new Set(OUTBOX_EVENTS));
  });
});

describe('section 8: code, title and facts', () => {
  test('N1: the subject is the one frozen at creation, the title the present one', () => {
    const message = compose('request_blocked');
    expect(message.subject).toBe('[PR-26Q4042] Property records – Old name');
    expect(message.title).toBe('Property records – Address – Northwind');
    expect(message.url).toBe('https://requests.example.com/requests/PR-26Q4042');
  });

  test('a type without sub-type and partner is called by its name', () => {
    const request = { type: 'stripe_disputes', variant: null, partnerName: null } as const;
    expect(compose('request_blocked', { request }).title).toBe('Stripe disputes');
  });

  test('the team always, the priority unless it is normal', () => {
    expect(factsOf({})).toEqual({ Team: 'Revenue', 'Requested by': 'Dana Reyes' });
    expect(factsOf({ request: { priority: 'high' } })).toMatchObject({ Priority: 'High' });
  });

  test('who requested it, unless that is who acted or who reads', () => {
    expect(factsOf(by(REQUESTER))).not.toHaveProperty('Requested by');
    expect(factsOf({}, 'request_blocked', REQUESTER)).not.toHaveProperty('Requested by');
  });

  test('L1: the scheduled day in the zone stored with it, whatever the reader’s is', () => {
    const request = {
      scheduledOn: parseCalendarDay('2026-11-24'),
      scheduledTimezone: 'America/New_York',
    };
    expect(factsOf({ request })).toMatchObject({
      'Scheduled for': 'Tue 24 Nov 2026 (America/New_York)',
    });
  });

  test('X4: the turn-around time at completion, and only then', () => {
    const request = { tatStartAt: instant('2026-11-20T10:00:00Z') };
    expect(factsOf({ request }, 'request_completed')).toMatchObject({
      'Turn-around time': '2 d, 3 h',
    });
    expect(factsOf({ request }, 'request_blocked')).not.toHaveProperty('Turn-around time');
  });

  test('R5: the time in the reader’s zone with the zone named, in UTC where the zone is unknown', () => {
    const blocked = source('request_blocked');
    const at = (timezone: string) => composeMessage(blocked, { timezone, userId: null }, '').at;
    expect(at('America/New_York')).toBe('Sun 22 Nov 2026, 08:05 America/New_York');
    expect(at('Mars/Base')).toBe('Sun 22 Nov 2026, 13:05 UTC');
  });
});

describe('section 8: what was written', () => {
  const quoted = (change: Change, event: OutboxEvent = 'request_blocked') => {
    const { quote } = compose(event, change);
    return quote && `${quote.label}: ${richTextToPlain(quote.text)}`;
  };

  test('the text is called as the field in which it was typed', () => {
    expect(quoted({ text: 'No **deed**' })).toBe('What stands in the way: No deed');
    expect(quoted({ text: 'x', action: 'resolve' })).toBe('What has changed: x');
    expect(quoted({ text: 'x', action: 'cancel' })).toBe('Reason: x');
    expect(quoted({ text: 'x', action: 'give_update' })).toBe('Update: x');
    expect(quoted({ text: 'x', action: 'comment' }, 'comment_mention')).toBe('Comment: x');
  });

  test('no quote without a text, or for one of blanks', () => {
    expect(quoted({ text: null })).toBeNull();
    expect(quoted({ text: ' \n ' })).toBeNull();
  });

  test('R3: a removed text is named as removed', () => {
    expect(quoted({ text: null, isRedacted: true })).toBe(
      'What stands in the way: (the text was removed)',
    );
    expect(quoted({ text: 'still there', isRedacted: true })).not.toContain('still there');
  });

  test('N9: operating notes go out with finished work only', () => {
    const request = { operationNotes: 'All done' };
    for (const event of OUTBOX_EVENTS) {
      const isFinished = event === 'request_sent_to_qa' || event === 'request_completed';
      expect(quoted({ request, action: 'operate' }, event)).toBe(
        isFinished ? 'Operating notes: All done' : null,
      );
    }
  });

  test('a long text is shortened and says so', () => {
    const { quote } = compose('request_blocked', { text: 'word '.repeat(20_000) });
    expect(quote?.isShortened).toBe(true);
    expect(richTextToPlain(quote?.text ?? []).length).toBeLessThan(6_001);
    expect(compose('request_blocked', { text: 'word' }).quote?.isShortened).toBe(false);
  });
});

describe('N7: what is asked of the reader, and why they hear of it', () => {
  test.each<[OutboxEvent, number | null, string]>([
    ['request_pending_approval', LEADER, 'Approve or decline'],
    ['request_pending_approval', REQUESTER, 'Open the request'],
    ['request_pending_approval', null, 'Open the request'],
    ['request_blocked', REQUESTER, 'Resolve the block'],
    ['request_blocked', OPERATOR, 'Open the request'],
    ['update_requested', OPERATOR, 'Give an update'],
    ['update_requested', null, 'Open the request'],
    ['comment_mention', STRANGER, 'Read the comment'],
  ])('%s asks %s: %s', (event, userId, call) => {
    expect(compose(event, {}, userId).call).toBe(call);
  });

  test('P6: whoever submitted a request for somebody else is not asked to approve it', () => {
    const submitted: Change = { action: 'create', to: 'pending_approval', ...by(LEADER) };
    expect(compose('request_pending_approval', submitted, LEADER).call).toBe('Open the request');
    expect(compose('request_pending_approval', submitted, STRANGER).call).toBe(
      'Approve or decline',
    );
  });

  test.each<[OutboxEvent, number | null, string]>([
    ['request_blocked', REQUESTER, 'You get this because this is your request.'],
    ['request_rejected', OPERATOR, 'You get this because you are its operator.'],
    ['request_rejected', QA_AGENT, 'You get this because you are its QA agent.'],
    ['request_pending_approval', LEADER, 'You get this because you approve requests.'],
    ['work_assigned', STRANGER, 'You get this because the work was handed to you.'],
    ['comment_mention', REQUESTER, 'You get this because you were mentioned.'],
    ['new_request_created', null, 'An admin chose this address for notifications.'],
  ])('%s to %s: %s', (event, userId, why) => {
    expect(compose(event, {}, userId).why).toBe(why);
  });
});

describe('N5: hostile names', () => {
  test('every line stays one line of visible characters', () => {
    const evil = 'Eve\r\nBcc: victim@example.com\u0000 \u202etxt.exe';
    const message = compose('new_request_created', {
      actorName: evil,
      request: { partnerName: evil, requesterName: evil, threadTitle: evil, variant: evil },
    });
    const lines = [
      message.subject,
      message.headline,
      message.title,
      ...message.facts.map(({ value }) => value),
    ];
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
    expect(message.subject).toBe('[PR-26Q4042] Eve Bcc: victim@example.com txt.exe');
  });
});

test('N2: a test message is about no request and says who sent it', () => {
  const message = testMessage(
    instant('2026-11-22T13:05:00Z'),
    { timezone: 'UTC', userId: null },
    'https://requests.example.com',
    'Northwind',
  );
  expect(message).toMatchObject({
    event: 'test',
    code: 'TEST',
    subject: '[TEST] Northwind – test message',
    call: 'Open Northwind',
    url: 'https://requests.example.com',
    quote: null,
  });
  expect(message.why).toContain('An admin sent it');
});

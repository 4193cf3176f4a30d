import { describe, expect, it } from 'vitest';
import { instant } from '../../../domain/kernel/calendar.ts';
import { decide, type Switches } from './decide.ts';
import type { Receiver, StartedDelivery } from './queries.ts';

const REQUESTER = 2;
const OPERATOR = 3;

const person = (id: number, more: Partial<Receiver> = {}): Receiver => ({
  id,
  firstName: 'Dana',
  lastName: `Number ${id}`,
  username: `dana-${id}`,
  email: `dana-${id}@example.com`,
  timezone: 'Europe/Berlin',
  roles: ['operator'],
  teams: [],
  isActive: true,
  slackMemberId: `U0${id}`,
  telegramUserId: 4_000 + id,
  hasMuted: false,
  ...more,
});

const delivery = (more: Partial<StartedDelivery> = {}): StartedDelivery => ({
  id: 1,
  laneId: 1,
  channel: 'email',
  recipient: 'user:3',
  resend: 0,
  attempts: 1,
  retryingSince: instant('2026-11-18T09:00:00Z'),
  startedAt: instant('2026-11-18T09:00:00Z'),
  uncertainSince: null,
  providerId: null,
  thread: null,
  event: 'update_provided',
  people: {
    actorId: 1,
    requesterId: REQUESTER,
    operatorId: OPERATOR,
    qaAgentId: null,
    blockedBy: null,
    updateRequestedBy: null,
    cancelledBy: null,
  },
  slackReaction: 'unlock',
  traceId: null,
  at: instant('2026-11-18T09:00:00Z'),
  action: 'give_update',
  from: 'pending',
  to: 'pending',
  isInternal: false,
  text: null,
  isRedacted: false,
  actor: null,
  requester: { firstName: 'Rita', lastName: 'Example', username: 'rita' },
  request: {
    code: 'UR-26Q4001',
    type: 'user_records',
    variant: null,
    partnerName: 'Northwind',
    threadTitle: 'User records – Northwind',
    team: 'revenue',
    priority: 'normal',
    requesterId: REQUESTER,
    scheduledOn: null,
    scheduledTimezone: null,
    tatStartAt: null,
    operationNotes: null,
  },
  user: person(OPERATOR),
  mentions: [],
  ...more,
});

const switches = (more: Partial<Switches> = {}): Switches => ({
  settings: {
    operationsMailbox: 'operations@example.com',
    approverAddresses: ['boss@example.com'],
    slackChannel: 'C0REQUESTS',
    telegramChat: '-100123:45',
    operationsTimezone: 'America/New_York',
  },
  mode: 'bot',
  isOn: true,
  ...more,
});

const shared = (channel: StartedDelivery['channel'], recipient: string, more = {}) =>
  delivery({ channel, recipient, user: null, ...more });
const noSettings = switches({
  settings: {
    operationsMailbox: null,
    approverAddresses: [],
    slackChannel: null,
    telegramChat: null,
    operationsTimezone: 'UTC',
  },
});

describe('why nothing is sent', () => {
  const outsider = person(OPERATOR, { roles: [], teams: ['compliance'] });
  const teammate = person(OPERATOR, { roles: [], teams: ['revenue'] });
  it.each([
    ['its channel is not configured (N8)', delivery(), switches({ mode: null }), 'not_configured'],
    ['an admin switched the event off', delivery(), switches({ isOn: false }), 'switched_off'],
    [
      'the user muted the event (N7)',
      delivery({ user: person(OPERATOR, { hasMuted: true }) }),
      switches(),
      'muted',
    ],
    [
      'the user may not see the request any more (P3, N9)',
      delivery({ user: outsider }),
      switches(),
      'no_access',
    ],
    [
      'the comment is internal and its reader is not of the staff any more (L18, N9)',
      delivery({ event: 'comment_mention', isInternal: true, user: teammate }),
      switches(),
      'no_access',
    ],
    [
      'the account is not active',
      delivery({ user: person(OPERATOR, { isActive: false }) }),
      switches(),
      'inactive',
    ],
    ['no mailbox is set', shared('email', 'operations'), noSettings, 'no_destination'],
    ['no Slack channel is set', shared('slack', 'channel'), noSettings, 'no_destination'],
    ['no Telegram chat is set', shared('telegram', 'chat'), noSettings, 'no_destination'],
    [
      'the Telegram account was unlinked',
      delivery({ channel: 'telegram', user: person(OPERATOR, { telegramUserId: null }) }),
      switches(),
      'no_telegram',
    ],
    [
      'the operations mailbox has the same address and gets the mail anyway (N4)',
      delivery({
        event: 'update_requested',
        user: person(OPERATOR, { email: 'operations@example.com' }),
      }),
      switches(),
      'same_address',
    ],
  ] as const)('%s', (_, one, state, reason) => {
    expect(decide(one, state)).toEqual({ kind: 'suppress', reason });
  });
});

describe('what cannot be silenced', () => {
  it.each([
    ['a request for an update, by its assignee', 'update_requested', OPERATOR],
    ['a request for approval, by an approver', 'request_pending_approval', OPERATOR],
    ['a block, by the requester', 'request_blocked', REQUESTER],
    ['work that is handed over (L20)', 'work_assigned', OPERATOR],
  ] as const)('%s (N7)', (_, event, id) => {
    const user = person(id, { hasMuted: true });
    expect(decide(delivery({ event, user }), switches())).toMatchObject({
      kind: 'send',
      address: { channel: 'email', to: { address: user.email }, mutableBy: null },
    });
  });

  it('a switch counts for the thirteen events only: assignments and mentions have none', () => {
    const mention = delivery({ event: 'comment_mention' });
    expect(decide(mention, switches({ isOn: false }))).toMatchObject({ kind: 'send' });
  });
});

describe('whom it goes to', () => {
  it('a user’s mail has the user’s zone, and may be muted from the mail itself (N7)', () => {
    expect(decide(delivery(), switches())).toMatchObject({
      reader: { timezone: 'Europe/Berlin', userId: OPERATOR },
      address: {
        to: { address: 'dana-3@example.com', name: 'Dana Number 3' },
        mutableBy: OPERATOR,
      },
    });
  });

  it('who blocked a request may mute what the requester may not (N7)', () => {
    const blocked = delivery({ event: 'request_blocked' });
    expect(decide(blocked, switches())).toMatchObject({ address: { mutableBy: OPERATOR } });
  });

  it.each([
    ['operations', 'operations@example.com'],
    ['address:boss@example.com', 'boss@example.com'],
  ])('%s gets mail in the zone of operations', (recipient, address) => {
    expect(decide(shared('email', recipient), switches())).toMatchObject({
      reader: { timezone: 'America/New_York', userId: null },
      address: { to: { address, name: null }, mutableBy: null },
    });
  });

  it('an approver address that was taken out of the settings meanwhile gets nothing', () => {
    expect(decide(shared('email', 'address:left@example.com'), switches())).toEqual({
      kind: 'suppress',
      reason: 'no_destination',
    });
  });

  it('Slack mentions whom it can and records why it leaves the others out (N7)', () => {
    const mentions = [
      person(3),
      person(4, { hasMuted: true }),
      person(5, { slackMemberId: null }),
      person(6, { isActive: false }),
      person(7, { roles: [], teams: ['compliance'] }),
    ];
    expect(decide(shared('slack', 'channel', { mentions }), switches())).toEqual({
      kind: 'send',
      reader: { timezone: 'America/New_York', userId: null },
      leftOut: [
        { userId: 4, reason: 'muted' },
        { userId: 5, reason: 'no_slack_member_id' },
        { userId: 6, reason: 'inactive' },
        { userId: 7, reason: 'no_access' },
      ],
      address: {
        channel: 'slack',
        to: { channel: 'C0REQUESTS', mentions: ['U03'], reaction: 'unlock' },
      },
    });
  });

  it('a block mentions the requester in Slack even if they muted it (N7)', () => {
    const mentions = [person(REQUESTER, { hasMuted: true, roles: [], teams: ['revenue'] })];
    const blocked = shared('slack', 'channel', { event: 'request_blocked', mentions });
    expect(decide(blocked, switches())).toMatchObject({
      leftOut: [],
      address: { to: { mentions: ['U02'] } },
    });
  });

  it('a webhook needs no channel, mentions nobody and sets no reaction (N8)', () => {
    const one = shared('slack', 'channel', { mentions: [person(3)] });
    expect(decide(one, { ...noSettings, mode: 'webhook' })).toMatchObject({
      leftOut: [],
      address: { channel: 'slack', to: { mentions: [], reaction: null } },
    });
  });

  it('Telegram goes to the default chat, and to people by the id of their account', () => {
    expect(decide(shared('telegram', 'chat'), switches())).toMatchObject({
      address: { to: { chat: '-100123:45' } },
    });
    expect(decide(delivery({ channel: 'telegram' }), switches())).toMatchObject({
      reader: { timezone: 'Europe/Berlin' },
      address: { to: { chat: '4003' } },
    });
  });
});

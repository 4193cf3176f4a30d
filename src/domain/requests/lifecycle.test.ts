import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/calendar.ts';
import { NO_PERCENT, parsePercent } from '../kernel/money.ts';
import type { Actor, Role, Team } from '../people.ts';
import type { Policy } from '../permissions.ts';
import { ACTION_KEYS, type ActionKey } from './actions.ts';
import { correctionForm } from './correct-form.ts';
import { type Correction, correctTransition } from './correct-transition.ts';
import { type Edit, editTransition } from './edit-transition.ts';
import {
  activateTransition,
  availableActions,
  createTransition,
  refuse,
  type Transition,
  transition,
} from './lifecycle.ts';
import { nextStep } from './next-step.ts';
import { isFinal, type RequestState, STATUSES, type Status } from './request.ts';
import { REQUEST_TYPES, requestType } from './types/index.ts';

/**
 * Section 3 of the specification, written down once more and held against the table in code:
 * every status × action × kind of actor.
 */

const NOW = '2026-11-20T12:00:00.000Z' as Instant;
const EARLIER = '2026-11-18T09:00:00.000Z' as Instant;
const POLICY: Policy = { now: NOW, fourEyesQa: true, rejectWindowDays: 30, hasPriceList: true };

const person = (id: number, roles: readonly Role[], teams: readonly Team[] = []): Actor => ({
  id,
  roles,
  teams,
  timezone: 'UTC',
});

const KINDS = {
  requester: person(1, [], ['revenue']),
  teammate: person(2, [], ['revenue']),
  'other team': person(3, [], ['support']),
  nobody: person(4, []),
  'its operator': person(10, ['operator']),
  'another operator': person(11, ['operator']),
  'its QA agent': person(20, ['qa_agent']),
  'another QA agent': person(21, ['qa_agent']),
  'operator and QA agent in one': person(10, ['operator', 'qa_agent']),
  leadership: person(30, ['leadership']),
  'leadership, its requester': person(1, ['leadership'], ['revenue']),
  'leadership, its creator': person(5, ['leadership']),
  admin: person(40, ['admin']),
} as const;
type Kind = keyof typeof KINDS;
const ALL_KINDS = Object.keys(KINDS) as Kind[];

const REQUESTER_SIDE: Kind[] = ['requester', 'teammate', 'leadership, its requester'];
const OPERATORS: Kind[] = ['its operator', 'another operator', 'operator and QA agent in one'];
const QA: Kind[] = ['its QA agent', 'another QA agent', 'operator and QA agent in one'];
const LEADERSHIP: Kind[] = ['leadership', 'leadership, its requester', 'leadership, its creator'];
const ADMIN: Kind[] = ['admin'];
const NOT_FINAL: Status[] = STATUSES.filter((status) => !isFinal(status));
const UPDATABLE: Status[] = NOT_FINAL.filter((status) => status !== 'scheduled');

interface Row {
  readonly from: readonly Status[];
  readonly who: (status: Status) => readonly Kind[];
  readonly to: (status: Status) => Status;
}
const always = (kinds: readonly Kind[]) => () => kinds;
const to = (status: Status) => () => status;
const same = (status: Status) => status;

/** The table of section 3, for a property-records request with operator 10 and QA agent 20. */
const SPECIFICATION: Readonly<Record<ActionKey, Row>> = {
  approve: { from: ['pending_approval'], who: always(['leadership']), to: to('pending') },
  decline: { from: ['pending_approval'], who: always(LEADERSHIP), to: to('cancelled') },
  ask_for_approval: { from: ['pending'], who: always(ADMIN), to: to('pending_approval') },
  operate: { from: ['pending'], who: always(OPERATORS), to: to('in_progress') },
  block: {
    from: ['pending', 'in_progress'],
    who: always([...OPERATORS, ...QA, ...ADMIN]),
    to: to('blocked'),
  },
  resolve: {
    from: ['blocked'],
    who: always([...REQUESTER_SIDE, ...OPERATORS, ...QA, ...LEADERSHIP, ...ADMIN]),
    to: to('pending'),
  },
  send_to_qa: {
    from: ['in_progress'],
    who: always(['its operator', 'operator and QA agent in one']),
    to: to('qa_pending'),
  },
  start_qa: {
    from: ['qa_pending'],
    who: always(['its QA agent', 'another QA agent']),
    to: to('qa_in_progress'),
  },
  complete: { from: ['qa_in_progress'], who: always(['its QA agent']), to: to('completed') },
  reject: {
    from: ['qa_in_progress', 'completed'],
    who: (status) =>
      status === 'completed'
        ? ['requester', ...LEADERSHIP, ...ADMIN]
        : ['its QA agent', ...LEADERSHIP, ...ADMIN],
    to: to('in_progress'),
  },
  cancel: {
    from: NOT_FINAL,
    who: always([...REQUESTER_SIDE, ...OPERATORS, ...LEADERSHIP, ...ADMIN]),
    to: to('cancelled'),
  },
  uncancel: {
    from: ['cancelled'],
    who: always([...REQUESTER_SIDE, ...LEADERSHIP, ...ADMIN]),
    to: to('pending'),
  },
  unassign: {
    from: ['in_progress', 'qa_in_progress'],
    who: (status) =>
      status === 'in_progress'
        ? ['its operator', 'operator and QA agent in one', ...ADMIN]
        : ['its QA agent', ...ADMIN],
    to: (status) => (status === 'in_progress' ? 'pending' : 'qa_pending'),
  },
  ask_for_update: {
    from: UPDATABLE,
    who: always([...REQUESTER_SIDE, ...LEADERSHIP, ...ADMIN]),
    to: same,
  },
  give_update: {
    from: UPDATABLE,
    who: (status) => [
      ...OPERATORS,
      ...QA,
      ...ADMIN,
      ...(status === 'pending_approval' ? LEADERSHIP : []),
    ],
    to: same,
  },
  discount: { from: STATUSES, who: always(ADMIN), to: same },
  correct: { from: STATUSES, who: always(ADMIN), to: same },
  edit: {
    from: ['pending_approval', 'scheduled', 'pending'],
    who: always([...REQUESTER_SIDE, ...ADMIN]),
    to: same,
  },
  assign: {
    from: ['pending', 'qa_pending'],
    who: always([...LEADERSHIP, ...ADMIN]),
    to: (status) => (status === 'pending' ? 'in_progress' : 'qa_in_progress'),
  },
};

const OPERATION = { propertiesUpdated: 3 };

function request(status: Status, more: Partial<RequestState> = {}): RequestState {
  const worked = ['in_progress', 'qa_pending', 'qa_in_progress', 'blocked', 'completed'].includes(
    status,
  );
  const checked = ['qa_in_progress', 'completed'].includes(status);
  return {
    code: 'PR-26Q4001',
    type: 'property_records',
    version: 7,
    values: { partnerName: 'Harbour Homes', subType: 'property_name', newNames: ['Elm Court'] },
    requesterId: 1,
    creatorId: 5,
    team: 'revenue',
    status,
    operatorId: worked ? 10 : null,
    qaAgentId: checked ? 20 : null,
    scheduledOn: null,
    scheduledTimezone: null,
    operatedAt: worked ? EARLIER : null,
    sentToQaAt: checked || status === 'qa_pending' ? EARLIER : null,
    qaStartedAt: checked ? EARLIER : null,
    completedAt: status === 'completed' ? EARLIER : null,
    cancelledAt: status === 'cancelled' ? EARLIER : null,
    cancelledBy: status === 'cancelled' ? 1 : null,
    uncancelledAt: null,
    uncancelledBy: null,
    blockedAt: status === 'blocked' ? EARLIER : null,
    blockedBy: status === 'blocked' ? 10 : null,
    tatStartAt: ['scheduled', 'pending_approval'].includes(status) ? null : EARLIER,
    updateRequestedAt: null,
    updateRequestedBy: null,
    previouslyRejected: false,
    approvalAsked: false,
    approvalWaived: false,
    approvedAt: null,
    approvedBy: null,
    operation: checked ? OPERATION : null,
    discountPercent: NO_PERCENT,
    ...more,
  };
}

function dateless(status: Status): Partial<RequestState> {
  return status === 'scheduled'
    ? { scheduledOn: '2026-12-01' as RequestState['scheduledOn'], scheduledTimezone: 'UTC' }
    : {};
}

function input(action: ActionKey, status: Status) {
  const details = action === 'send_to_qa' || action === 'complete';
  return {
    values: details ? OPERATION : { reason: 'Because', discountPercent: '12.5' },
    version: 7,
    assignee:
      status === 'qa_pending'
        ? ({ id: 21, roles: ['qa_agent'], isActive: true } as const)
        : ({ id: 11, roles: ['operator'], isActive: true } as const),
  };
}

function run(actor: Actor, action: ActionKey, state: RequestState, policy: Policy = POLICY) {
  if (action === 'correct') {
    return correctTransition(actor, state, correctionOf(state, {}), state.version, policy);
  }
  if (action !== 'edit') {
    return transition(actor, action, state, input(action, state.status), policy);
  }
  return editTransition(actor, state, editOf(state, {}), state.version, policy);
}

function correctionOf(state: RequestState, more: Partial<Correction>): Correction {
  const { values, requesterId } = state;
  return {
    values,
    requesterId,
    changes: [{ field: 'team', from: 'revenue', to: 'support' }],
    changesOwnFields: false,
    reason: 'Because',
    ...more,
  };
}

function editOf(state: RequestState, more: Partial<Edit>): Edit {
  return {
    values: state.values,
    scheduledOn: state.scheduledOn,
    timezone: 'UTC',
    changes: [{ field: 'priority', from: 'normal', to: 'high' }],
    changesOwnFields: false,
    ...more,
  };
}

function accepted(result: ReturnType<typeof run>): Transition {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

const cells = ACTION_KEYS.flatMap((action) =>
  STATUSES.flatMap((status) => ALL_KINDS.map((kind) => [action, status, kind] as const)),
);

describe('the transition table of section 3 (L2–L17, L19, L20; X2)', () => {
  test('covers every status × action × kind of actor', () => {
    expect(cells).toHaveLength(ACTION_KEYS.length * STATUSES.length * ALL_KINDS.length);
  });

  test.each(cells)('%s on a %s request by: %s', (action, status, kind) => {
    const row = SPECIFICATION[action];
    const allowed = row.from.includes(status) && row.who(status).includes(kind);
    const state = request(status, dateless(status));
    const result = run(KINDS[kind], action, state);
    expect(result.ok, result.ok ? 'accepted' : result.reason).toBe(allowed);
    if (result.ok) expect(result.to).toBe(row.to(status));
    else expect(result.reason).toMatch(/\w{3}/);

    // X2: the list of actions a page shows says the same, with a reason exactly when it must.
    const actions = availableActions(KINDS[kind], state, POLICY);
    const offered = actions.find((one) => one.action === action);
    expect(offered?.available).toBe(allowed);
    expect(offered?.reason === null).toBe(allowed);
  });

  test('X1: whoever might act in another status hears of a conflict, not of missing rights', () => {
    const late = refuse(KINDS['another operator'], 'operate', request('in_progress'), POLICY);
    expect(late?.kind).toBe('wrong_status');
    const never = refuse(KINDS.teammate, 'operate', request('in_progress'), POLICY);
    expect(never?.kind).toBe('not_eligible');
  });

  test.each(['send_to_qa', 'complete'] as const)(
    'X1: %s needs the version the client saw',
    (action) => {
      const [state, kind] =
        action === 'send_to_qa'
          ? ([request('in_progress'), 'its operator'] as const)
          : ([request('qa_in_progress'), 'its QA agent'] as const);
      for (const version of [6, 8, null]) {
        const stale = { ...input(action, state.status), version };
        expect(transition(KINDS[kind], action, state, stale, POLICY)).toMatchObject({
          ok: false,
          kind: 'stale_version',
        });
      }
    },
  );
});

describe('M2, M4: what prices ask of the lifecycle', () => {
  test('M2: nothing is completed while no price list is in force, and the list of actions says why', () => {
    const policy = { ...POLICY, hasPriceList: false };
    const state = request('qa_in_progress');
    expect(run(KINDS['its QA agent'], 'complete', state, policy)).toMatchObject({
      ok: false,
      kind: 'not_set_up',
      reason: expect.stringContaining('No price list is in force'),
    });
    const offered = availableActions(KINDS['its QA agent'], state, policy);
    expect(offered.find(({ action }) => action === 'complete')).toMatchObject({
      available: false,
      reason: expect.stringContaining('No price list is in force'),
    });
    const ready = offered.filter(({ available }) => available).map(({ action }) => action);
    expect(ready).toEqual(
      availableActions(KINDS['its QA agent'], state, POLICY)
        .filter(({ action, available }) => available && action !== 'complete')
        .map(({ action }) => action),
    );
  });

  test.each(STATUSES)(
    'M4: a discount on a %s request changes nothing but the discount',
    (status) => {
      const state = request(status, dateless(status));
      expect(accepted(run(KINDS.admin, 'discount', state))).toMatchObject({
        to: status,
        set: { status, discountPercent: '12.5' },
        message: 'Because',
        changes: [{ field: 'discountPercent', from: '0.0', to: '12.5' }],
        bumpsVersion: false,
        notify: [],
      });
    },
  );

  test('M4: the discount survives a rejection', () => {
    const state = request('completed', { discountPercent: parsePercent('10') ?? NO_PERCENT });
    expect(accepted(run(KINDS.admin, 'reject', state)).set).not.toHaveProperty('discountPercent');
  });
});

describe('L1 create', () => {
  const create = (options: Partial<Parameters<typeof createTransition>[0]>) =>
    createTransition({
      type: requestType('deactivation_toggle'),
      values: { subType: 'toggle_on_invites' },
      creator: KINDS.requester,
      requesterId: 1,
      scheduledOn: null,
      timezone: 'Europe/Berlin',
      now: NOW,
      ...options,
    });
  const tomorrow = '2026-11-21' as NonNullable<RequestState['scheduledOn']>;
  const needy = { values: { subType: 'property_deactivation' } };

  test('L1: becomes pending and its TAT starts now', () => {
    expect(create({})).toMatchObject({
      to: 'pending',
      set: { tatStartAt: NOW, scheduledOn: null, scheduledTimezone: null },
      notify: ['new_request_created'],
    });
  });

  test('L1: a date makes it scheduled in the requester’s zone, TAT not started', () => {
    expect(create({ scheduledOn: tomorrow })).toMatchObject({
      to: 'scheduled',
      set: { tatStartAt: null, scheduledOn: tomorrow, scheduledTimezone: 'Europe/Berlin' },
    });
  });

  test('L1: needing approval beats the schedule and keeps the date', () => {
    expect(create({ ...needy, scheduledOn: tomorrow })).toMatchObject({
      to: 'pending_approval',
      set: { tatStartAt: null, scheduledOn: tomorrow },
      notify: ['new_request_created', 'request_pending_approval'],
    });
  });

  test('L1: leadership needs no approval for its own request', () => {
    const leader = KINDS['leadership, its requester'];
    expect(create({ ...needy, creator: leader })).toMatchObject({
      to: 'pending',
      set: { approvalWaived: true, tatStartAt: NOW },
    });
  });

  test('L1: nor when its content comes to need one by its own edit', () => {
    const leader = KINDS['leadership, its requester'];
    const { set, to } = create({ creator: leader });
    const state = request(to, { ...set, type: 'deactivation_toggle' });
    const edit = editOf(state, { ...needy, changesOwnFields: true });
    expect(accepted(editTransition(leader, state, edit, state.version, POLICY)).to).toBe('pending');
  });

  test('L1: an admin creating on behalf of leadership does not skip the approval', () => {
    expect(create({ ...needy, creator: KINDS.admin, requesterId: 1 }).to).toBe('pending_approval');
    const adminAndLeader = person(50, ['admin', 'leadership']);
    expect(create({ ...needy, creator: adminAndLeader, requesterId: 1 }).to).toBe(
      'pending_approval',
    );
  });
});

describe('what each action does', () => {
  test('L2: approval records the approver and starts TAT', () => {
    const result = accepted(run(KINDS.leadership, 'approve', request('pending_approval')));
    expect(result.set).toEqual({
      status: 'pending',
      approvedAt: NOW,
      approvedBy: 30,
      tatStartAt: NOW,
    });
    expect(result.notify).toEqual(['request_approved']);
  });

  test.each([
    // 12:00 UTC on the 20th: the 21st has begun in Auckland, not yet in Berlin.
    ['Pacific/Auckland', 'pending'],
    ['Europe/Berlin', 'scheduled'],
  ])('L2: whether the date is ahead is judged in %s', (scheduledTimezone, expected) => {
    const state = request('pending_approval', {
      scheduledOn: '2026-11-21' as RequestState['scheduledOn'],
      scheduledTimezone,
    });
    const result = accepted(run(KINDS.leadership, 'approve', state));
    expect(result.to).toBe(expected);
    expect(result.set.tatStartAt).toBe(expected === 'pending' ? NOW : undefined);
  });

  test('L3 and L13 clear the date and the update flag; declining emits request_cancelled', () => {
    const state = request('pending_approval', {
      scheduledOn: '2026-12-01' as RequestState['scheduledOn'],
      scheduledTimezone: 'UTC',
      updateRequestedAt: EARLIER,
      updateRequestedBy: 1,
    });
    for (const [actor, action] of [
      [KINDS.leadership, 'decline'],
      [KINDS.requester, 'cancel'],
    ] as const) {
      const result = accepted(run(actor, action, state));
      expect(result.set).toMatchObject({
        status: 'cancelled',
        cancelledAt: NOW,
        cancelledBy: actor.id,
        scheduledOn: null,
        scheduledTimezone: null,
        updateRequestedAt: null,
        updateRequestedBy: null,
      });
      expect(result.notify).toEqual(['request_cancelled']);
    }
  });

  test('L4: only property records and unit transfers; TAT start cleared', () => {
    expect(accepted(run(KINDS.admin, 'ask_for_approval', request('pending'))).set).toMatchObject({
      approvalAsked: true,
      tatStartAt: null,
    });
    for (const type of ['user_records', 'deactivation_toggle', 'address_validation'] as const) {
      expect(run(KINDS.admin, 'ask_for_approval', request('pending', { type })).ok).toBe(false);
    }
    expect(
      run(KINDS.admin, 'ask_for_approval', request('pending', { type: 'unit_transfer' })).ok,
    ).toBe(true);
  });

  test.each([
    ['2026-11-20T12:59:59.999Z', false],
    ['2026-11-20T13:00:00.000Z', true],
  ])('L5: at %s the 21st has begun in Kamchatka-like UTC+11: %s', (now, due) => {
    const state = request('scheduled', {
      scheduledOn: '2026-11-21' as RequestState['scheduledOn'],
      scheduledTimezone: 'Pacific/Guadalcanal',
    });
    const result = activateTransition(state, now as Instant);
    expect(result.ok).toBe(due);
    if (result.ok) {
      expect(result.set).toEqual({ status: 'pending', tatStartAt: now });
      expect(result.notify).toEqual(['scheduled_request_activated']);
    }
  });

  test('L5: an active request is not activated again', () => {
    expect(activateTransition(request('pending'), NOW).ok).toBe(false);
  });

  test('L6: the actor becomes operator, the uncancelled notice goes', () => {
    const state = request('pending', { uncancelledAt: EARLIER, uncancelledBy: 1 });
    expect(accepted(run(KINDS['another operator'], 'operate', state))).toMatchObject({
      set: { operatorId: 11, operatedAt: NOW, uncancelledAt: null, uncancelledBy: null },
      notify: [],
    });
  });

  test('L7, L8: resolving restarts TAT and leaves the operator on the request', () => {
    const blocked = accepted(run(KINDS['its operator'], 'block', request('in_progress')));
    expect(blocked).toMatchObject({
      message: 'Because',
      set: { blockedAt: NOW, blockedBy: 10 },
      notify: ['request_blocked'],
    });
    const resolved = accepted(run(KINDS.requester, 'resolve', request('blocked')));
    expect(resolved.set).toMatchObject({ status: 'pending', tatStartAt: NOW });
    expect(resolved.set).not.toHaveProperty('operatorId');
    expect(resolved.notify).toEqual(['request_resolved']);
  });

  test('L9: stores the operation details and clears previously-rejected', () => {
    const state = request('in_progress', { previouslyRejected: true });
    expect(accepted(run(KINDS['its operator'], 'send_to_qa', state))).toMatchObject({
      set: { operation: OPERATION, sentToQaAt: NOW, previouslyRejected: false },
      changes: [{ field: 'propertiesUpdated', from: null, to: 3 }],
      notify: ['request_sent_to_qa'],
    });
  });

  test('L10, P6: the operator cannot be the QA agent unless the setting is off', () => {
    const both = KINDS['operator and QA agent in one'];
    expect(run(both, 'start_qa', request('qa_pending'))).toMatchObject({
      ok: false,
      kind: 'condition',
    });
    const off = { ...POLICY, fourEyesQa: false };
    expect(accepted(run(both, 'start_qa', request('qa_pending'), off)).set).toEqual({
      status: 'qa_in_progress',
      qaAgentId: 10,
      qaStartedAt: NOW,
    });
  });

  test('L11: completion records the time, the corrected details and clears the flag', () => {
    const state = request('qa_in_progress', {
      operation: { propertiesUpdated: 2 },
      updateRequestedAt: EARLIER,
      updateRequestedBy: 1,
    });
    expect(accepted(run(KINDS['its QA agent'], 'complete', state))).toMatchObject({
      set: { completedAt: NOW, operation: OPERATION, updateRequestedAt: null },
      changes: [{ field: 'propertiesUpdated', from: 2, to: 3 }],
      notify: ['request_completed'],
    });
  });

  test('L12: clears the QA agent, the QA times and the completion; the operator stays', () => {
    const result = accepted(run(KINDS.requester, 'reject', request('completed')));
    expect(result.set).toEqual({
      status: 'in_progress',
      qaAgentId: null,
      sentToQaAt: null,
      qaStartedAt: null,
      completedAt: null,
      previouslyRejected: true,
    });
    expect(result.notify).toEqual(['request_rejected']);
  });

  test.each([
    ['2026-10-21T12:00:00.000Z', true],
    ['2026-10-21T11:59:59.999Z', false],
  ])(
    'L12: completed at %s, the requester may still reject 30 days later: %s',
    (completedAt, may) => {
      const state = request('completed', { completedAt: completedAt as Instant });
      expect(run(KINDS.requester, 'reject', state).ok).toBe(may);
      expect(run(KINDS.leadership, 'reject', state).ok).toBe(true);
    },
  );

  test('L14: starts again as if submitted, operation details stay as a prefill', () => {
    const state = request('cancelled', {
      operatorId: 10,
      qaAgentId: 20,
      operatedAt: EARLIER,
      operation: OPERATION,
      blockedAt: EARLIER,
      blockedBy: 10,
    });
    const result = accepted(run(KINDS.requester, 'uncancel', state));
    expect(result.set).toMatchObject({
      status: 'pending',
      operatorId: null,
      qaAgentId: null,
      operatedAt: null,
      sentToQaAt: null,
      qaStartedAt: null,
      cancelledAt: null,
      uncancelledAt: NOW,
      uncancelledBy: 1,
      tatStartAt: NOW,
    });
    expect(result.set).not.toHaveProperty('operation');
    expect(result.notify).toEqual(['request_uncancelled']);
  });

  test.each([
    [
      'the type needs it',
      { type: 'deactivation_toggle', values: { subType: 'partner_deactivation' } },
      'pending_approval',
    ],
    [
      'it stands',
      {
        type: 'deactivation_toggle',
        values: { subType: 'partner_deactivation' },
        approvedAt: EARLIER,
        approvedBy: 30,
      },
      'pending',
    ],
    ['it had been asked for', { approvalAsked: true }, 'pending_approval'],
    [
      'it was waived',
      {
        type: 'deactivation_toggle',
        values: { subType: 'partner_deactivation' },
        approvalWaived: true,
      },
      'pending',
    ],
  ] as const)('L14: approval: %s', (_case, more, expected) => {
    const result = accepted(run(KINDS.requester, 'uncancel', request('cancelled', more)));
    expect(result.to).toBe(expected);
    expect(result.set.tatStartAt).toBe(expected === 'pending' ? NOW : null);
  });

  test('L15: clears that assignment and its time only; TAT goes on', () => {
    expect(accepted(run(KINDS['its operator'], 'unassign', request('in_progress'))).set).toEqual({
      status: 'pending',
      operatorId: null,
      operatedAt: null,
    });
    expect(accepted(run(KINDS['its QA agent'], 'unassign', request('qa_in_progress'))).set).toEqual(
      {
        status: 'qa_pending',
        qaAgentId: null,
        qaStartedAt: null,
      },
    );
  });

  test('L16: sets the flag once; L17 clears it and needs none; neither changes the version (X1)', () => {
    const asked = accepted(run(KINDS.teammate, 'ask_for_update', request('in_progress')));
    expect(asked).toMatchObject({
      set: { status: 'in_progress', updateRequestedAt: NOW, updateRequestedBy: 2 },
      bumpsVersion: false,
      notify: ['update_requested'],
    });
    const flagged = request('in_progress', { updateRequestedAt: EARLIER, updateRequestedBy: 2 });
    expect(run(KINDS.requester, 'ask_for_update', flagged)).toMatchObject({
      kind: 'wrong_status',
      reason: 'An update has been asked for already',
    });
    for (const state of [flagged, request('in_progress')]) {
      expect(accepted(run(KINDS['its operator'], 'give_update', state))).toMatchObject({
        set: { updateRequestedAt: null, updateRequestedBy: null },
        bumpsVersion: false,
        notify: ['update_provided'],
      });
    }
  });

  test('L20: refuses somebody inactive, without the role, or the operator as QA agent (P6)', () => {
    const assign = (status: Status, assignee: { id: number; roles: Role[]; isActive: boolean }) =>
      transition(
        KINDS.admin,
        'assign',
        request(status),
        { values: {}, version: null, assignee },
        POLICY,
      );
    expect(assign('pending', { id: 11, roles: ['operator'], isActive: false }).ok).toBe(false);
    expect(assign('pending', { id: 21, roles: ['qa_agent'], isActive: true }).ok).toBe(false);
    const operatorToo = { id: 10, roles: ['qa_agent' as const], isActive: true };
    expect(
      transition(
        KINDS.admin,
        'assign',
        request('qa_pending', { operatorId: 10 }),
        { values: {}, version: null, assignee: operatorToo },
        POLICY,
      ).ok,
    ).toBe(false);
    expect(assign('pending', { id: 11, roles: ['operator'], isActive: true })).toMatchObject({
      ok: true,
      to: 'in_progress',
      set: { operatorId: 11, operatedAt: NOW },
      notify: ['work_assigned'],
    });
  });
});

describe('L19 edit', () => {
  const deactivation = {
    type: 'deactivation_toggle',
    values: { subType: 'partner_deactivation' },
  } as const;
  const own = { changesOwnFields: true } as const;
  const edit = (actor: Actor, state: RequestState, more: Partial<Edit>) =>
    editTransition(actor, state, editOf(state, more), state.version, POLICY);

  test('L19: changing own fields of an approved request withdraws the approval and clears TAT', () => {
    const state = request('pending', { ...deactivation, approvedAt: EARLIER, approvedBy: 30 });
    expect(accepted(edit(KINDS.requester, state, own))).toMatchObject({
      to: 'pending_approval',
      set: { approvedAt: null, approvedBy: null, tatStartAt: null },
      notify: ['request_pending_approval'],
    });
  });

  test('L19: changing only the priority leaves the approval and the status alone', () => {
    const state = request('pending', { ...deactivation, approvedAt: EARLIER, approvedBy: 30 });
    const result = accepted(edit(KINDS.requester, state, {}));
    expect(result.set).toEqual({ status: 'pending' });
    expect(result.notify).toEqual([]);
  });

  test('L19: content that comes to need approval goes to leadership', () => {
    const state = request('pending', {
      type: 'deactivation_toggle',
      values: { subType: 'toggle_on_invites' },
    });
    const result = edit(KINDS.requester, state, { ...own, values: deactivation.values });
    expect(accepted(result).to).toBe('pending_approval');
  });

  test('L19: an approval asked for by an admin (L4) is withdrawn too', () => {
    const state = request('pending', { approvalAsked: true, approvedAt: EARLIER, approvedBy: 30 });
    expect(accepted(edit(KINDS.teammate, state, own)).to).toBe('pending_approval');
  });

  test('L1, L19: a waived approval ends when somebody but the requester edits', () => {
    const state = request('pending', { ...deactivation, approvalWaived: true });
    expect(accepted(edit(KINDS['leadership, its requester'], state, own)).to).toBe('pending');
    expect(accepted(edit(KINDS.teammate, state, own))).toMatchObject({
      to: 'pending_approval',
      set: { approvalWaived: false },
    });
  });

  test('L19: removing the date of a scheduled request activates it now', () => {
    const state = request('scheduled', dateless('scheduled'));
    expect(accepted(edit(KINDS.requester, state, { scheduledOn: null }))).toMatchObject({
      to: 'pending',
      set: { scheduledOn: null, scheduledTimezone: null, tatStartAt: NOW },
      notify: [],
    });
  });

  test('L19: a new date keeps the zone stored at submission', () => {
    const state = request('scheduled', {
      ...dateless('scheduled'),
      scheduledTimezone: 'Asia/Tokyo',
    });
    const day = '2026-12-24' as RequestState['scheduledOn'];
    expect(accepted(edit(KINDS.requester, state, { scheduledOn: day })).set).toMatchObject({
      scheduledOn: day,
      scheduledTimezone: 'Asia/Tokyo',
    });
  });

  test('L19: the date of a pending request cannot be changed', () => {
    const day = '2026-12-24' as RequestState['scheduledOn'];
    expect(edit(KINDS.requester, request('pending'), { scheduledOn: day })).toMatchObject({
      ok: false,
      kind: 'condition',
    });
  });

  test('X1: an edit needs the version the client saw', () => {
    const state = request('pending');
    expect(editTransition(KINDS.requester, state, editOf(state, {}), 6, POLICY)).toMatchObject({
      ok: false,
      kind: 'stale_version',
    });
  });
});

describe('Section 10 correction', () => {
  const deactivation = {
    type: 'deactivation_toggle',
    values: { subType: 'partner_deactivation' },
  } as const;
  const approved = { ...deactivation, approvedAt: EARLIER, approvedBy: 30 };
  const own = { changesOwnFields: true } as const;
  const correct = (state: RequestState, more: Partial<Correction>, actor: Actor = KINDS.admin) =>
    accepted(correctTransition(actor, state, correctionOf(state, more), state.version, POLICY));

  test.each(STATUSES)('a team alone changes nothing else of a %s request', (status) => {
    const result = correct(request(status, { ...dateless(status), ...approved }), {});
    expect(result).toMatchObject({
      to: status,
      message: 'Because',
      bumpsVersion: true,
      notify: [],
    });
    expect(result.set).toEqual({ status });
  });

  test.each(['scheduled', 'pending'] as const)(
    'L19: approved content that is corrected while %s waits for approval anew',
    (status) => {
      const state = request(status, { ...dateless(status), ...approved });
      const result = correct(state, own);
      expect(result).toMatchObject({
        to: 'pending_approval',
        set: { approvedAt: null, approvedBy: null, tatStartAt: null },
        notify: ['request_pending_approval'],
      });
      expect(result.set).not.toHaveProperty('scheduledOn');
    },
  );

  test('L19: content that needs no approval stays where it is', () => {
    expect(correct(request('pending'), own)).toMatchObject({ to: 'pending', notify: [] });
  });

  test('one that waits for approval already is not announced again', () => {
    const state = request('pending_approval', deactivation);
    expect(correct(state, own)).toMatchObject({ to: 'pending_approval', notify: [] });
  });

  test.each(['in_progress', 'qa_pending', 'qa_in_progress', 'blocked', 'completed'] as const)(
    'once work has begun it goes on although the approval of a %s request ends',
    (status) => {
      const result = correct(request(status, approved), own);
      expect(result).toMatchObject({ to: status, notify: [] });
      expect(result.set).toEqual({
        status,
        approvedAt: null,
        approvedBy: null,
        approvalWaived: false,
      });
    },
  );

  test('L14: a cancelled request that was corrected needs approval when it starts again', () => {
    const state = request('cancelled', approved);
    const after = { ...state, ...correct(state, own).set };
    expect(accepted(run(KINDS.requester, 'uncancel', after)).to).toBe('pending_approval');
    const team = { ...state, ...correct(state, {}).set };
    expect(accepted(run(KINDS.requester, 'uncancel', team)).to).toBe('pending');
  });

  test.each(STATUSES)('P6: whoever approved it does not come to own it so (%s)', (status) => {
    const state = request(status, { ...dateless(status), ...approved });
    expect(correct(state, { requesterId: 30 }).set).toMatchObject({ approvedBy: null });
    expect(correct(state, { requesterId: 31 }).set).toEqual({ status });
  });

  test('L1: a waived approval was its requester’s and ends with them', () => {
    const state = request('pending', { ...deactivation, approvalWaived: true });
    expect(correct(state, { requesterId: 2 })).toMatchObject({
      to: 'pending_approval',
      set: { approvalWaived: false },
    });
    expect(correct(state, own)).toMatchObject({ to: 'pending_approval' });
    const both = person(1, ['leadership', 'admin'], ['revenue']);
    expect(correct(state, own, both)).toMatchObject({
      to: 'pending',
      set: { approvalWaived: true },
    });
  });

  test('X1: needs the version that the admin saw', () => {
    const state = request('completed');
    for (const version of [6, 8, null]) {
      expect(
        correctTransition(KINDS.admin, state, correctionOf(state, {}), version, POLICY),
      ).toMatchObject({ ok: false, kind: 'stale_version' });
    }
  });

  test('no form has a field by the name of what is corrected besides it', () => {
    for (const type of REQUEST_TYPES) {
      const names = correctionForm(type).fields.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('scheduledOn');
    }
  });
});

describe('who must act next', () => {
  test.each(STATUSES)('every open status names somebody or something: %s', (status) => {
    const step = nextStep(request(status, dateless(status)), EARLIER);
    expect(step.waitingFor === null).toBe(isFinal(status));
    expect(step.since).toBe(EARLIER);
  });
});

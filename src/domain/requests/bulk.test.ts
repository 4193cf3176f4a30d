import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/calendar.ts';
import { NO_PERCENT } from '../kernel/money.ts';
import type { Actor, Role } from '../people.ts';
import type { Policy } from '../permissions.ts';
import { bulkVerdicts, isAllowed, isEver, mainReason, reasonOf } from './bulk.ts';
import type { RequestState, Status } from './request.ts';

const NOW = '2026-11-20T12:00:00.000Z' as Instant;
const POLICY: Policy = { now: NOW, fourEyesQa: true, rejectWindowDays: 30, hasPriceList: true };
const person = (id: number, ...roles: readonly Role[]): Actor => ({
  id,
  roles,
  teams: [],
  timezone: 'UTC',
});
const OPERATOR = person(10, 'operator');

let made = 0;
function request(status: Status, more: Partial<RequestState> = {}): RequestState {
  made += 1;
  return {
    code: `UR-26Q4${made}`,
    type: 'user_records',
    version: 3,
    values: {},
    requesterId: 1,
    creatorId: 1,
    team: 'revenue',
    status,
    operatorId: 10,
    qaAgentId: null,
    scheduledOn: null,
    scheduledTimezone: null,
    operatedAt: NOW,
    sentToQaAt: null,
    qaStartedAt: null,
    completedAt: null,
    cancelledAt: null,
    cancelledBy: null,
    uncancelledAt: null,
    uncancelledBy: null,
    blockedAt: null,
    blockedBy: null,
    tatStartAt: NOW,
    updateRequestedAt: null,
    updateRequestedBy: null,
    previouslyRejected: false,
    approvalAsked: false,
    approvalWaived: false,
    approvedAt: null,
    approvedBy: null,
    operation: null,
    discountPercent: NO_PERCENT,
    ...more,
  };
}
const allowedOf = (verdicts: ReturnType<typeof bulkVerdicts>) => verdicts.map(isAllowed);

describe('X2: one action on many requests', () => {
  test('each is decided by the table of single ones; what is refused stops no other', () => {
    const rows = [request('pending'), request('in_progress'), request('pending')];
    const verdicts = bulkVerdicts(OPERATOR, 'operate', rows, POLICY);
    expect(verdicts.map(reasonOf)).toEqual([
      null,
      'Possible while a request is pending, not while it is in progress.',
      null,
    ]);
  });

  test('L9: operation details serve one type; those that are refused anyway do not count', () => {
    const two = { type: 'unit_transfer' } as const;
    const [one, other] = [request('in_progress'), request('in_progress', two)];
    const mixed = bulkVerdicts(OPERATOR, 'send_to_qa', [one, other, request('pending')], POLICY);
    expect(mixed.map(reasonOf)).toEqual([
      'The operation details differ between types; choose one of User records, Unit transfer.',
      'The operation details differ between types; choose one of User records, Unit transfer.',
      'Possible while a request is in progress, not while it is pending.',
    ]);
    const rest = [one, request('in_progress'), request('pending', two)];
    const fitting = bulkVerdicts(OPERATOR, 'send_to_qa', rest, POLICY);
    expect(allowedOf(fitting)).toEqual([true, true, false]);
  });

  test('L9: output files belong to one request (XF)', () => {
    const rows = [request('in_progress', { type: 'xml_files' }), request('in_progress')];
    const verdicts = bulkVerdicts(OPERATOR, 'send_to_qa', rows, POLICY);
    expect(allowedOf(verdicts)).toEqual([false, true]);
    expect(verdicts[0] && reasonOf(verdicts[0])).toMatch(/output files of their own/);
  });

  test('L19: only what has a priority and a date is edited', () => {
    const rows = [request('pending', { type: 'stripe_disputes' }), request('pending')];
    expect(allowedOf(bulkVerdicts(person(9, 'admin'), 'edit', rows, POLICY))).toEqual([
      false,
      true,
    ]);
  });

  test('an action is never listed for whoever may take it in no status', () => {
    const rows = [request('pending'), request('completed')];
    expect(isEver(bulkVerdicts(OPERATOR, 'approve', rows, POLICY))).toBe(false);
    expect(isEver(bulkVerdicts(OPERATOR, 'send_to_qa', rows, POLICY))).toBe(true);
    expect(isEver([])).toBe(false);
  });

  test('that nothing is possible is said with the reason of most', () => {
    const rows = [request('completed'), request('blocked'), request('completed')];
    expect(mainReason(bulkVerdicts(OPERATOR, 'operate', rows, POLICY))).toBe(
      'Possible while a request is pending, not while it is completed.',
    );
    expect(mainReason([])).toBeNull();
  });
});

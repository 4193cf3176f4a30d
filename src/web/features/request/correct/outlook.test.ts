import { expect, test } from 'vitest';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { correctionOutlook, storedForCorrection } from './outlook.ts';

const dana = { id: 1, name: 'Dana Reyes', isActive: true };
const lee = { id: 2, name: 'Lee Park', isActive: true };
const admin = { id: 9, roles: ['admin'] } as const;
const deactivation: Values = { subType: 'partner_deactivation', partnerName: 'Acme' };
const APPROVED = { approvedAt: '2026-11-24T10:00:00.000Z', approvedBy: lee };

/** The facts that a correction looks at; the rest of a request plays no part. */
function request(more: Partial<RequestDetail>): RequestDetail {
  return {
    type: 'deactivation_toggle',
    status: 'pending',
    priority: 'normal',
    scheduledOn: null,
    team: 'revenue',
    requester: dana,
    approvedAt: null,
    approvedBy: null,
    values: deactivation,
    ...more,
  } as RequestDetail;
}

function outlook(of: RequestDetail, change: Values) {
  const values = { ...storedForCorrection(of), reason: 'Entered wrongly.', ...change };
  const { changes, waits, withdraws } = correctionOutlook(of, values, admin);
  return { fields: changes.map(({ field }) => field), waits, withdraws };
}

test('section 10: the reason alone changes nothing', () => {
  expect(outlook(request(APPROVED), {})).toEqual({ fields: [], waits: false, withdraws: false });
});

test('section 10: a corrected team leaves the approval as it is', () => {
  expect(outlook(request(APPROVED), { team: 'support' })).toEqual({
    fields: ['team'],
    waits: false,
    withdraws: false,
  });
});

test('L19: before work begins, other content goes back to leadership', () => {
  const change = { partnerName: 'Acme Homes' };
  expect(outlook(request(APPROVED), change)).toMatchObject({ waits: true, withdraws: false });
  expect(outlook(request({}), change)).toMatchObject({ waits: true });
  expect(outlook(request({ status: 'pending_approval' }), change)).toMatchObject({ waits: false });
});

test('L19: once work has begun, the approval ends and work goes on', () => {
  const change = { partnerName: 'Acme Homes' };
  for (const status of ['in_progress', 'completed'] as const) {
    expect(outlook(request({ ...APPROVED, status }), change)).toMatchObject({
      waits: false,
      withdraws: true,
    });
  }
});

test('P6: nobody comes to have approved their own request', () => {
  expect(outlook(request(APPROVED), { requester: lee.id })).toMatchObject({ waits: true });
  expect(outlook(request(APPROVED), { requester: 3 })).toMatchObject({ waits: false });
});

test('L1: an approval that was waived for its requester is not waived for another', () => {
  expect(outlook(request({}), { requester: lee.id })).toMatchObject({ waits: true });
});

test('priority asks for no approval', () => {
  expect(outlook(request(APPROVED), { priority: 'high' })).toEqual({
    fields: ['priority'],
    waits: false,
    withdraws: false,
  });
});

import { expect, test } from 'vitest';
import type { RequestDetail } from '../../../../domain/api/requests.ts';
import type { Values } from '../../../../domain/requests/define.ts';
import { editForm, outlookOf } from './content.ts';

const person = { id: 1, name: 'Dana Reyes', isActive: true };
const requester = { id: 1, roles: [] };
const leader = { id: 1, roles: ['leadership'] } as const;
const deactivation: Values = { subType: 'partner_deactivation', partnerName: 'Acme' };

/** The facts that an edit looks at; the rest of a request plays no part. */
function request(more: Partial<RequestDetail>): RequestDetail {
  return {
    type: 'deactivation_toggle',
    status: 'pending',
    priority: 'normal',
    scheduledOn: null,
    requester: person,
    approvedAt: null,
    values: deactivation,
    ...more,
  } as RequestDetail;
}

const other: Values = { ...deactivation, partnerName: 'Acme Homes', priority: 'normal' };
const same: Values = { ...deactivation, priority: 'high' };

test('L19: changing what was approved is announced to withdraw the approval', () => {
  const approved = request({ approvedAt: '2026-11-24T10:00:00.000Z' });
  expect(outlookOf(approved, other, requester)).toBe('waits_again');
});

test('L19: priority alone withdraws nothing', () => {
  const approved = request({ approvedAt: '2026-11-24T10:00:00.000Z' });
  expect(outlookOf(approved, same, requester)).toBeNull();
});

test('L19: a waived approval ends when somebody but the leader who asked edits', () => {
  expect(outlookOf(request({}), other, requester)).toBe('waits');
  expect(outlookOf(request({}), other, leader)).toBeNull();
});

test('L19: a request that waits for approval goes on waiting without a word', () => {
  expect(outlookOf(request({ status: 'pending_approval' }), other, requester)).toBeNull();
});

test('L19: removing the date of a scheduled request is announced to activate it', () => {
  const scheduled = request({
    status: 'scheduled',
    scheduledOn: '2026-12-01',
    type: 'user_records',
  });
  expect(outlookOf(scheduled, { ...deactivation, priority: 'normal' }, requester)).toBe(
    'activates',
  );
});

test('L19: the date can be edited until the request becomes pending', () => {
  const names = (status: RequestDetail['status']) =>
    editForm({ type: 'user_records', status }).fields.map(({ name }) => name);
  expect(names('scheduled')).toContain('scheduledOn');
  expect(names('pending_approval')).toContain('scheduledOn');
  expect(names('pending')).not.toContain('scheduledOn');
});

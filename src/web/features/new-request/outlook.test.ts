import { describe, expect, it } from 'vitest';
import { instant } from '../../../domain/kernel/calendar.ts';
import type { Actor, Role } from '../../../domain/people.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { outlook } from './outlook.ts';

const now = instant('2026-11-22T10:00:00Z');

function person(id: number, timezone: string, ...roles: readonly Role[]): Actor {
  return { id, timezone, roles, teams: ['revenue'] };
}

function linesFor(
  values: Readonly<Record<string, unknown>>,
  creator = person(1, 'America/New_York'),
  requester: Actor = creator,
): readonly string[] {
  const type = requestType('deactivation_toggle');
  return outlook({ type, values, creator, requester, now });
}

describe('what will happen', () => {
  it('L1: without approval and date, the request goes to the operators at once', () => {
    expect(linesFor({ subType: 'toggle_on_invites' })).toEqual(['Goes to the operators at once.']);
  });

  it('L1: approval beats the schedule, and the date is still named', () => {
    const lines = linesFor({ subType: 'partner_deactivation', scheduledOn: '2026-11-24' });
    expect(lines).toEqual([
      'Will wait for leadership approval. Once approved, it becomes active on Tue 24 Nov, 00:00 America/New_York.',
    ]);
  });

  it('L1: what leadership creates for themself needs no approval, on behalf it does', () => {
    const leader = person(1, 'UTC', 'leadership', 'admin');
    expect(linesFor({ subType: 'partner_deactivation' }, leader)[0]).toBe(
      'Goes to the operators at once.',
    );
    expect(linesFor({ subType: 'partner_deactivation' }, leader, person(2, 'UTC'))).toEqual([
      'Will wait for leadership approval.',
    ]);
  });

  it('L5: names the day in the requester’s zone and what that is for whoever creates', () => {
    const admin = person(1, 'Europe/Berlin', 'admin');
    const lines = linesFor(
      { subType: 'toggle_on_invites', scheduledOn: '2026-11-24' },
      admin,
      person(2, 'America/New_York'),
    );
    expect(lines).toEqual([
      'Becomes active on Tue 24 Nov, 00:00 America/New_York.',
      'That is Tue 24 Nov 2026, 06:00 in Europe/Berlin.',
    ]);
  });

  it('L5: a day that starts late because of a clock change says when', () => {
    // In Cairo the clock jumps from 00:00 to 01:00 on that day.
    const lines = linesFor(
      { subType: 'toggle_on_invites', scheduledOn: '2027-04-30' },
      person(1, 'Africa/Cairo'),
    );
    expect(lines[0]).toContain('01:00 Africa/Cairo');
  });
});

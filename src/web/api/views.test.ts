import { describe, expect, it } from 'vitest';
import type { Me } from '../../domain/api/people.ts';
import { homeView, viewsFor } from './views.ts';

const person = (roles: Me['roles'], teams: Me['teams'] = []): Me => ({
  id: 1,
  username: 'dana',
  email: 'dana@example.com',
  firstName: 'Dana',
  lastName: 'Reyes',
  name: 'Dana Reyes',
  timezone: 'UTC',
  slackMemberId: null,
  roles,
  teams,
});

describe('ready views', () => {
  it.each([
    ['an operator', person(['operator']), ['my_work', 'all'], 'my_work'],
    ['a QA agent', person(['qa_agent']), ['my_work', 'all'], 'my_work'],
    ['leadership', person(['leadership']), ['needs_approval', 'all'], 'needs_approval'],
    ['an admin', person(['admin']), ['all'], 'all'],
    ['a requester', person([], ['revenue']), ['my_requests', 'all'], 'my_requests'],
    ['somebody without role and team', person([]), ['my_requests', 'all'], 'my_requests'],
    [
      'leadership who also request',
      person(['leadership'], ['support']),
      ['needs_approval', 'my_requests', 'all'],
      'needs_approval',
    ],
  ])('%s sees what is for them and starts where work waits', (_who, me, views, home) => {
    expect(viewsFor(me)).toEqual(views);
    expect(homeView(me)).toBe(home);
    expect(viewsFor(me)).toContain(homeView(me));
  });
});

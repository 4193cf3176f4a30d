import { expect, test } from 'vitest';
import type { UserDetail } from '../../../../domain/api/users.ts';
import { accessChanges, profileChanges, profileFieldsOf } from './user-changes.ts';

const user: UserDetail = {
  id: 7,
  username: 'ann',
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Lee',
  name: 'Ann Lee',
  timezone: 'UTC',
  roles: ['operator', 'admin'],
  teams: ['revenue'],
  state: 'active',
  createdAt: '2026-01-01T00:00:00Z',
  lastSignInAt: null,
  liveSessions: 0,
  slackMemberId: 'U024BE7LH',
  hasTelegram: false,
  registeredAt: null,
  erasedAt: null,
  sessions: [],
  openLink: null,
  openRequests: { requested: 0, operating: 0, checking: 0 },
  lastAdmin: null,
};

test('what nobody touched is no change', () => {
  expect(profileChanges(user, profileFieldsOf(user))).toEqual({});
  expect(accessChanges(user, { roles: ['admin', 'operator'], teams: ['revenue'] })).toEqual({});
});

test('only what differs is sent, and an emptied Slack ID is taken away', () => {
  const typed = { ...profileFieldsOf(user), firstName: 'Anna', slackMemberId: ' ' };
  expect(profileChanges(user, typed)).toEqual({ firstName: 'Anna', slackMemberId: null });
});

test('roles and teams are sent as complete lists, so that taking the last one away is one', () => {
  expect(accessChanges(user, { roles: ['admin'], teams: [] })).toEqual({
    roles: ['admin'],
    teams: [],
  });
});

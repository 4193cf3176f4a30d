import { describe, expect, test } from 'vitest';
import { type Actor, ROLES, type Role, type Team } from '../people.ts';
import { canComment, canCommentInternally, canSeeInternal } from '../permissions.ts';
import { commentTransition } from './comment.ts';
import { STATUSES } from './request.ts';

const REQUEST = { requesterId: 1, team: 'revenue' } as const;
const person = (id: number, roles: readonly Role[], teams: readonly Team[] = []): Actor => ({
  id,
  roles,
  teams,
  timezone: 'UTC',
});

const KINDS: readonly [string, Actor, may: boolean, internally: boolean][] = [
  ['its requester', person(1, []), true, false],
  ['a member of its team', person(2, [], ['revenue']), true, false],
  ['another team', person(2, [], ['support', 'compliance', 'accounting']), false, false],
  ['nobody', person(2, []), false, false],
  ['its requester who is an operator', person(1, ['operator'], ['revenue']), true, true],
  ...ROLES.map((role): (typeof KINDS)[number] => [role, person(2, [role]), true, true]),
];

describe('L18', () => {
  test.each(KINDS)(
    'L18: %s may comment as P3 says, internally with a role only',
    (_, actor, may, internally) => {
      expect(canComment(actor, REQUEST)).toBe(may);
      expect(canCommentInternally(actor, REQUEST)).toBe(internally);
      expect(canSeeInternal(actor)).toBe(internally);
    },
  );

  test.each(STATUSES)('L18, X1: a comment changes nothing of a request that is %s', (status) => {
    expect(commentTransition({ status }, { message: 'Hello', mentions: false })).toEqual({
      ok: true,
      action: 'comment',
      from: status,
      to: status,
      set: {},
      message: 'Hello',
      changes: [],
      bumpsVersion: false,
      notify: [],
    });
  });

  test('L18: it is told about only when it mentions somebody', () => {
    const { notify } = commentTransition({ status: 'pending' }, { message: '@x', mentions: true });
    expect(notify).toEqual(['comment_mention']);
  });
});

import { expect, test } from 'vitest';
import {
  nextUsers,
  previousUsers,
  readUserSearch,
  userFiltersOf,
  userParameters,
  withUserFilter,
} from './user-search.ts';

test('a mistyped address still shows accounts; what it means is kept in one order', () => {
  expect(
    readUserSearch({ role: 'admin,operator,king', team: 'nowhere', q: '  ann ', limit: '9' }),
  ).toEqual({ q: 'ann', role: 'operator,admin' });
});

test('a changed filter goes back to the first page', () => {
  const deep = { q: 'ann', role: 'admin', after: 'one,two' };
  expect(withUserFilter(deep, 'role', 'operator')).toEqual({ q: 'ann', role: 'operator' });
  expect(withUserFilter(deep, 'role', '')).toEqual({ q: 'ann' });
});

test('pages are walked on and back to the first one', () => {
  const first = { state: 'active' };
  const second = nextUsers(first, 'one');
  const third = nextUsers(second, 'two');
  expect(userParameters(third)).toEqual({ state: 'active', after: 'two' });
  expect(previousUsers(third)).toEqual(second);
  expect(previousUsers(second)).toEqual(first);
  expect(previousUsers(first)).toBeNull();
});

test('the endpoint hears of the text as a search', () => {
  expect(userParameters({ q: 'ann' })).toEqual({ search: 'ann' });
  expect(userFiltersOf({ team: 'revenue', q: 'ann', after: 'one' })).toEqual(['q', 'team']);
});

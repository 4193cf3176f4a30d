import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countParameters,
  filtersOf,
  hasFilters,
  listParameters,
  readListSearch,
} from './list-search.ts';

describe('D1: the address holds the list', () => {
  it('keeps every filter that the list understands', () => {
    const search = {
      view: 'all',
      type: 'user_records,unit_transfer',
      status: 'pending,blocked',
      team: 'revenue',
      priority: 'high',
      person: '12',
      from: '2026-10-01',
      to: '2026-10-31',
      q: 'birch',
      limit: '50',
      cursor: 'abc',
    };
    expect(readListSearch(search)).toEqual(search);
  });

  it('drops values it does not know instead of failing', () => {
    expect(
      readListSearch({
        view: 'everything',
        status: 'pending,gone,pending',
        type: 'nothing',
        person: '-1',
        from: '2026-02-30',
        limit: '7',
        q: '',
        other: 'x',
      }),
    ).toEqual({ status: 'pending' });
  });

  it('leaves the usual page size out of the address', () => {
    expect(readListSearch({ limit: '25' })).toEqual({});
  });

  it('reads any address without failing, and what it wrote the same again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
        const once = readListSearch(raw);
        expect(readListSearch({ ...once })).toEqual(once);
      }),
    );
  });

  it('asks for text from three characters on, as people count them', () => {
    expect(listParameters({ q: ' ab ' })).toEqual({});
    expect(listParameters({ q: '🏠🏡' })).toEqual({});
    expect(listParameters({ q: 'abc' })).toEqual({ q: 'abc' });
  });

  it('counts without regard to page and page size', () => {
    expect(countParameters({ view: 'all', status: 'pending', limit: '50', cursor: 'x' })).toEqual({
      view: 'all',
      status: 'pending',
    });
  });

  it('knows a view, a place and a page size are no filters', () => {
    expect(hasFilters({ view: 'my_work', limit: '50', cursor: 'x' })).toBe(false);
    expect(filtersOf({ view: 'all', person: '3' })).toEqual({ person: '3' });
  });
});

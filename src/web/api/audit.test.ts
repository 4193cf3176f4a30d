import { describe, expect, test } from 'vitest';
import {
  type AuditSearch,
  auditDownloadAddress,
  auditParameters,
  hasAuditFilters,
  readAuditSearch,
  withAuditFilter,
  withoutAuditFilter,
} from './audit.ts';

describe('section 10: the audit log in the address', () => {
  test('keeps what it understands, in one order, and drops the rest', () => {
    expect(
      readAuditSearch({
        q: '  ann ',
        group: 'jobs,nonsense,sign_in',
        action: 'shouted',
        person: 'ann',
        from: '2026-11-01',
        to: 'tomorrow',
        before: '90,x,40',
      }),
    ).toEqual({ q: 'ann', group: 'sign_in,jobs', from: '2026-11-01', before: '90,40' });
  });

  test('reads its own addresses back unchanged', () => {
    const search: AuditSearch = {
      q: 'UR-26Q4',
      group: 'people',
      action: 'user_created,user_invited',
      person: '12',
      from: '2026-11-01',
      to: '2026-11-22',
      before: '812,762',
    };
    expect(readAuditSearch({ ...search })).toEqual(search);
  });

  test('a changed filter starts at the newest; an empty one goes', () => {
    const search: AuditSearch = {
      group: 'jobs',
      from: '2026-11-01',
      to: '2026-11-02',
      before: '9',
    };
    expect(withAuditFilter(search, { person: '4' })).toEqual({
      group: 'jobs',
      person: '4',
      from: '2026-11-01',
      to: '2026-11-02',
    });
    expect(withoutAuditFilter(search, 'dates')).toEqual({ group: 'jobs' });
    expect(hasAuditFilters({ before: '9' })).toBe(false);
    expect(hasAuditFilters(search)).toBe(true);
  });

  test('the server is asked for the last page only, and for no text that is too short', () => {
    expect(auditParameters({ q: 'a', before: '812,762' })).toEqual({ before: '762' });
    expect(auditParameters({ q: 'an' })).toEqual({ search: 'an' });
  });

  test('the file holds what is filtered, not the page shown', () => {
    expect(auditDownloadAddress({ group: 'jobs,people', q: 'ann', before: '812' })).toBe(
      '/api/admin/audit/download?group=jobs%2Cpeople&search=ann',
    );
  });
});

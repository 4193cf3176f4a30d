import { describe, expect, it } from 'vitest';
import { checkRequest, messageAt, wrongPaths } from '../form.testing.ts';
import { userRecords } from './user-records.ts';

const group = {
  operation: 'edit',
  emails: ['ann@example.com'],
  accessLevel: 'property_manager',
  properties: ['Oak Court'],
};
const partnerName = 'Acme Homes';

describe('UR user records', () => {
  it('F-UR1: without file and link at least one user group is required', () => {
    const bare = checkRequest(userRecords, { partnerName });
    expect(wrongPaths(bare)).toEqual(['groups']);
    expect(wrongPaths(checkRequest(userRecords, { partnerName, groups: [] }))).toEqual(['groups']);
    for (const way of [{ file: 'sheet' }, { link: 'https://example.com/u' }, { groups: [group] }]) {
      expect(checkRequest(userRecords, { partnerName, ...way }).ok).toBe(true);
    }
  });

  it('F-UR1: a group counts only when it is complete, and says where it is not', () => {
    expect(wrongPaths(checkRequest(userRecords, { partnerName, groups: [group, {}] }))).toEqual([
      'groups.1.operation',
      'groups.1.emails',
      'groups.1.accessLevel',
      'groups.1.properties',
    ]);
    const empty = { ...group, emails: ' , ', properties: [] };
    expect(wrongPaths(checkRequest(userRecords, { partnerName, groups: [empty] }))).toEqual([
      'groups.0.emails',
      'groups.0.properties',
    ]);
  });

  it('F-UR1: a mistyped link is one mistake, not two', () => {
    expect(wrongPaths(checkRequest(userRecords, { partnerName, link: 'htp://x' }))).toEqual([
      'link',
    ]);
  });

  it('section 4: the access level is required unless people are removed', () => {
    const { accessLevel: _, ...plain } = group;
    for (const [operation, expected] of [
      ['add', ['groups.0.accessLevel']],
      ['edit', ['groups.0.accessLevel']],
      ['remove', []],
    ] as const) {
      const groups = [{ ...plain, operation }];
      expect(wrongPaths(checkRequest(userRecords, { partnerName, groups }))).toEqual(expected);
    }
  });

  it('section 4: the file must be a spreadsheet', () => {
    const checked = checkRequest(userRecords, { partnerName, file: 'pdf' });
    expect(messageAt(checked, 'file')).toContain('“plan.pdf” is not accepted here');
  });

  it('section 4: a partner name has at most 255 characters and is required', () => {
    const named = (name: string) => checkRequest(userRecords, { partnerName: name, file: 'sheet' });
    expect(named('x'.repeat(255)).ok).toBe(true);
    expect(messageAt(named('x'.repeat(256)), 'partnerName')).toContain('255');
    expect(messageAt(named('  '), 'partnerName')).toBe('Enter partner');
  });

  it('R6: emails in a group are split, lower-cased, and the wrong ones named', () => {
    const read = checkRequest(userRecords, {
      partnerName,
      groups: [{ ...group, emails: 'Ann@Example.com,\n bob@example.com, ' }],
    });
    expect(read.values.groups).toMatchObject([{ emails: ['ann@example.com', 'bob@example.com'] }]);
    const wrong = checkRequest(userRecords, {
      partnerName,
      groups: [{ ...group, emails: 'ann@example.com, bob@, carol' }],
    });
    const message = messageAt(wrong, 'groups.0.emails');
    expect(message).toBe('“bob@”, “carol” are not email addresses');
  });

  it('F-UR2: emails over all groups pre-fill users updated when no file was given', () => {
    const groups = [group, { ...group, emails: ['b@example.com', 'c@example.com'] }];
    expect(userRecords.operation.prefill({ groups })).toEqual({ usersUpdated: 3 });
    expect(userRecords.operation.prefill({ groups, link: 'https://example.com' })).toEqual({
      usersUpdated: 3,
    });
    expect(userRecords.operation.prefill({ groups, file: 'sheet' })).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { formWarnings } from '../check-form.ts';
import {
  checkOperation,
  checkRequest,
  contextWith,
  messageAt,
  wrongPaths,
} from '../form.testing.ts';
import { stripeDisputes } from './stripe-disputes.ts';

const file = 'disputes';

function warningsFor(premiumDisputes: number, riDisputes: number): readonly string[] {
  const values = { file, premiumDisputes, riDisputes };
  expect(checkRequest(stripeDisputes, values).ok).toBe(true);
  return formWarnings(stripeDisputes.form, values, contextWith()).map((issue) => issue.message);
}

describe('SD Stripe disputes', () => {
  it('section 4: the counts are whole numbers, 0 or more, at least one above 0', () => {
    expect(wrongPaths(checkRequest(stripeDisputes, { file }))).toEqual(['premiumDisputes']);
    const zero = { file, premiumDisputes: 0, riDisputes: 0 };
    expect(wrongPaths(checkRequest(stripeDisputes, zero))).toEqual(['premiumDisputes']);
    expect(checkRequest(stripeDisputes, { file, premiumDisputes: 3 }).ok).toBe(true);
    expect(checkRequest(stripeDisputes, { file, premiumDisputes: 0, riDisputes: '1' }).ok).toBe(
      true,
    );
    for (const premiumDisputes of [-1, 1.5, '1,5', 'two', true, {}]) {
      const checked = checkRequest(stripeDisputes, { file, premiumDisputes, riDisputes: 1 });
      expect(wrongPaths(checked)).toEqual(['premiumDisputes']);
    }
  });

  it('F-SD1: a CSV lacking a required column is refused with the missing names', () => {
    const checked = checkRequest(stripeDisputes, { file: 'incomplete', premiumDisputes: 1 });
    expect(messageAt(checked, 'file')).toBe(
      '“incomplete.csv” lacks the columns: Dispute Id, Deadline, Internal Notes',
    );
  });

  it('F-SD1: columns may come in any order and case, with a byte order mark and more beside them', () => {
    expect(checkRequest(stripeDisputes, { file, premiumDisputes: 1 }).ok).toBe(true);
  });

  it('F-SD1: a file that does not read as CSV is refused, and so is any other kind', () => {
    const broken = checkRequest(stripeDisputes, { file: 'broken', premiumDisputes: 1 });
    expect(messageAt(broken, 'file')).toBe('“broken.csv” cannot be read as CSV');
    const sheet = checkRequest(stripeDisputes, { file: 'sheet', premiumDisputes: 1 });
    expect(messageAt(sheet, 'file')).toContain('choose a CSV file');
    const none = checkRequest(stripeDisputes, { premiumDisputes: 1 });
    expect(messageAt(none, 'file')).toBe('Add CSV file');
  });

  it('F-SD2: a row count that differs from the two counts is a warning, not an error', () => {
    expect(warningsFor(2, 1)).toEqual([]);
    expect(warningsFor(2, 2)).toEqual(['The CSV has 3 rows, but the two counts add up to 4']);
    expect(warningsFor(0, 1)).toEqual(['The CSV has 3 rows, but the two counts add up to 1']);
  });

  it('F-SD2: there is no warning before both file and counts are there', () => {
    const values = [{ file }, { premiumDisputes: 5 }, { file: 'gone', premiumDisputes: 5 }];
    for (const some of values) {
      expect(formWarnings(stripeDisputes.form, some, contextWith())).toEqual([]);
    }
  });

  it('section 5: both counts and notes are required', () => {
    expect(wrongPaths(checkOperation(stripeDisputes, {}, {}))).toEqual([
      'premiumDisputes',
      'riDisputes',
      'notes',
    ]);
  });
});

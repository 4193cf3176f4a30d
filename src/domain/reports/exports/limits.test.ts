import { describe, expect, it } from 'vitest';
import { checkDirect, checkFormat, DIRECT_LIMIT } from './limits.ts';

describe('D2 how much a report may hold', () => {
  it('a sheet as many rows as spreadsheets read, a CSV file any number', () => {
    expect(() => checkFormat('xlsx', 1_048_575)).not.toThrow();
    expect(() => checkFormat('xlsx', 1_048_576)).toThrow('choose CSV or a shorter period');
    expect(() => checkFormat('csv', 100_000_000)).not.toThrow();
  });

  it.each(['csv', 'xlsx'] as const)(
    'more than somebody waits for is refused and says what to do: %s',
    (format) => {
      expect(() => checkDirect(format, DIRECT_LIMIT[format])).not.toThrow();
      expect(() => checkDirect(format, DIRECT_LIMIT[format] + 1)).toThrow('POST /api/exports');
    },
  );
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTally } from './summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'summary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (content: object): string => {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
};

const vitest = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  success: true,
};

describe('the sum that npm test prints', () => {
  it('counts passed and failed tests', () => {
    const file = report({ ...vitest, numFailedTests: 2, success: false });
    expect(readTally('vitest', file, 1)).toEqual({ passed: 7, failed: 2 });
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 };
    expect(readTally('playwright', report({ stats }), 1)).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a skipped test as failed', () => {
    expect(readTally('vitest', report({ ...vitest, numPendingTests: 1 }), 0).failed).toBe(1);
  });

  it('counts a stage that fell over as a failure', () => {
    expect(readTally('vitest', report(vitest), 1)).toEqual({ passed: 7, failed: 1 });
    expect(readTally('playwright', join(folder, 'nowhere.json'), 1)).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});

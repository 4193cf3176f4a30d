import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  testResults: [] as object[],
};

const stats = { expected: 5, unexpected: 0, flaky: 0, skipped: 0 };

describe('the sum that npm test prints', () => {
  it('counts passed and failed tests', () => {
    const file = report({ ...vitest, numFailedTests: 2 });
    expect(readTally('vitest', file, 1)).toMatchObject({ passed: 7, failed: 2 });
    const bad = report({ stats: { ...stats, unexpected: 1, flaky: 1 }, suites: [] });
    expect(readTally('playwright', bad, 1)).toMatchObject({ passed: 5, failed: 2 });
  });

  it('counts a skipped test as failed', () => {
    expect(readTally('vitest', report({ ...vitest, numPendingTests: 1 }), 0).failed).toBe(1);
  });

  it('counts a stage that fell over as a failure', () => {
    expect(readTally('vitest', report(vitest), 1)).toMatchObject({ passed: 7, failed: 1 });
    expect(readTally('playwright', join(folder, 'nowhere.json'), 1)).toEqual({
      passed: 0,
      failed: 1,
      failures: ['playwright ended with 1 though none of its tests failed: see its output above'],
    });
  });

  it('names each failed or skipped test of vitest with the beginning of its error', () => {
    const stack = Array.from({ length: 40 }, (_, line) => `at line ${line}`);
    const failures = readTally(
      'vitest',
      report({
        ...vitest,
        numFailedTests: 2,
        numPendingTests: 1,
        testResults: [
          {
            name: resolve(import.meta.dirname, 'one.test.ts'),
            status: 'failed',
            assertionResults: [
              { fullName: 'holds', status: 'passed', failureMessages: [] },
              {
                fullName: 'adds up',
                status: 'failed',
                failureMessages: [['\u001b[31mexpected 3 to be 4\u001b[39m', ...stack].join('\n')],
              },
              { fullName: 'waits', status: 'skipped', failureMessages: [] },
            ],
          },
          {
            name: resolve(import.meta.dirname, 'two.test.ts'),
            status: 'failed',
            message: 'Cannot find module',
            assertionResults: [],
          },
        ],
      }),
      1,
    ).failures;
    expect(failures).toHaveLength(3);
    expect(failures[0]).toMatch(/^scripts\/check\/one.test.ts: adds up\n {4}expected 3 to be 4\n/);
    expect(failures[0]?.split('\n').length).toBeLessThan(20);
    expect(failures[1]).toBe('scripts/check/one.test.ts: waits\nskipped');
    expect(failures[2]).toBe('scripts/check/two.test.ts\n    Cannot find module');
  });

  it('names each failed or skipped browser test, however deep its suite, and errors beside them', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'list.e2e.ts',
      line: 8,
      ok: status === 'expected' || status === 'skipped',
      tests: [{ status, results: message === undefined ? [] : [{ error: { message } }] }],
    });
    const { failures } = readTally(
      'playwright',
      report({
        stats: { ...stats, unexpected: 1, skipped: 1 },
        suites: [
          {
            specs: [spec('opens', 'expected')],
            suites: [
              { specs: [spec('filters', 'unexpected', 'Timed out'), spec('sorts', 'skipped')] },
            ],
          },
        ],
        errors: [{ message: 'the set-up failed' }],
      }),
      1,
    );
    expect(failures).toEqual([
      'tests/e2e/list.e2e.ts:8: filters\n    Timed out',
      'tests/e2e/list.e2e.ts:8: sorts\nskipped',
      '    the set-up failed',
    ]);
  });
});

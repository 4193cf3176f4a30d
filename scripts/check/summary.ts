import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Tally } from './check-all.ts';

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/**
 * What a stage's report says. A stage that ended badly without a failed test (it could not start, or
 * wrote no report) counts as one failure, and so does every skipped test: neither proves anything.
 */
export function readTally(kind: 'vitest' | 'playwright', file: string, exitCode: number): Tally {
  const report = existsSync(file)
    ? tallyOf(kind, JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
  const { passed, failed } = report ?? { passed: 0, failed: 0 };
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

function tallyOf(kind: 'vitest' | 'playwright', report: unknown): Tally {
  if (kind === 'vitest') {
    const found = vitestReport.parse(report);
    const skipped = found.numPendingTests + found.numTodoTests;
    return { passed: found.numPassedTests, failed: found.numFailedTests + skipped };
  }
  const { stats } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

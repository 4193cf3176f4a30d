import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { Tally } from './check-all.ts';

const root = resolve(import.meta.dirname, '../..');

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(
        z.object({ error: z.object({ message: z.string().default('') }).nullish() }),
      ),
    }),
  ),
});

interface PlaywrightSuite {
  readonly specs: readonly z.infer<typeof playwrightSpec>[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({ specs: z.array(playwrightSpec), suites: z.array(playwrightSuite).optional() }),
);

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
});

/**
 * What a stage's report says. A stage that ended badly without a failed test (it could not start, or
 * wrote no report) counts as one failure, and so does every skipped test: neither proves anything.
 */
export function readTally(kind: 'vitest' | 'playwright', file: string, exitCode: number): Tally {
  const report: Tally = existsSync(file)
    ? tallyOf(kind, JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, failures: [] };
  if (exitCode === 0 || report.failed > 0) return report;
  const why = `${kind} ended with ${exitCode} though none of its tests failed: see its output above`;
  return { ...report, failed: 1, failures: [...report.failures, why] };
}

function tallyOf(kind: 'vitest' | 'playwright', report: unknown): Tally {
  if (kind === 'vitest') {
    const found = vitestReport.parse(report);
    const skipped = found.numPendingTests + found.numTodoTests;
    return {
      passed: found.numPassedTests,
      failed: found.numFailedTests + skipped,
      failures: found.testResults.flatMap(failuresOfFile),
    };
  }
  const { stats, suites, errors } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped,
    failures: [...suites.flatMap(failuresOfSuite), ...errors.map(({ message }) => brief(message))],
  };
}

function failuresOfFile(file: z.infer<typeof vitestReport>['testResults'][number]): string[] {
  const where = relative(root, file.name);
  const tests = file.assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ fullName, status, failureMessages }) => {
      const why = failureMessages?.map(brief).join('\n') ?? '';
      return `${where}: ${fullName}\n${why === '' ? status : why}`;
    });
  if (tests.length > 0 || file.status === 'passed') return tests;
  return [`${where}\n${brief(file.message)}`];
}

function failuresOfSuite({ specs, suites = [] }: PlaywrightSuite): string[] {
  const own = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status !== 'expected'))
    .map(({ title, file, line, tests }) => {
      const errors = tests.flatMap(({ results }) =>
        results.flatMap(({ error }) => (error ? [brief(error.message)] : [])),
      );
      const why = errors.length > 0 ? errors : tests.map(({ status }) => status);
      return `tests/e2e/${file}:${line}: ${title}\n${why.join('\n')}`;
    });
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

/** The beginning of an error: its message and where it was thrown, not its whole stack. */
function brief(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n');
  const kept = lines.slice(0, 12).map((line) => `    ${line.slice(0, 300)}`);
  return kept.join('\n');
}

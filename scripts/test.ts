import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError } from '../src/server/plain-error.ts';
import { checkAll, type Tally } from './check/check-all.ts';
import { programFile } from './check/checks.ts';
import { runNode } from './check/run.ts';
import { readTally } from './check/summary.ts';
import { buildWebIfStale } from './platform/web-build.ts';

/**
 * `npm test`: checks, unit and integration tests, the production build, browser tests. Every stage
 * runs, whatever the one before it said; the last line sums them up.
 */
const reports = mkdtempSync(join(tmpdir(), 'requests-reports-'));
const title = (text: string): void => console.log(`\n━━ ${text}`);

async function runTests(kind: 'vitest' | 'playwright', args: readonly string[]): Promise<Tally> {
  const file = join(reports, `${kind}.json`);
  const code = await runNode(args, { TEST_SUMMARY_FILE: file });
  return readTally(kind, file, code);
}

async function build(): Promise<Tally> {
  try {
    await buildWebIfStale(console.log);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

const stages: readonly (readonly [string, () => Promise<Tally>])[] = [
  ['Checks', checkAll],
  [
    'Unit and integration tests',
    () => runTests('vitest', [programFile({ program: 'vitest/vitest.mjs' }), 'run']),
  ],
  ['Production build', build],
  [
    'Browser tests',
    () => runTests('playwright', [programFile({ program: '@playwright/test/cli.js' }), 'test']),
  ],
];

let passed = 0;
let failed = 0;
for (const [name, run] of stages) {
  title(name);
  const tally = await run();
  passed += tally.passed;
  failed += tally.failed;
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

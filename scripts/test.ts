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
 * runs, whatever the one before it said. What failed is told again at the end, where the whole output
 * need not be searched for it; the last line sums up.
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
    return { passed: 1, failed: 0, failures: [] };
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error);
    return { passed: 0, failed: 1, failures: [String(error)] };
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
const failures: string[] = [];
for (const [name, run] of stages) {
  title(name);
  const tally = await run();
  passed += tally.passed;
  failed += tally.failed;
  failures.push(...tally.failures.map((failure) => `${name}: ${failure}`));
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) {
  title('What failed');
  for (const failure of failures) console.log(`\n${failure}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

import { checks, programFile } from './checks.ts';
import { runNode } from './run.ts';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** What failed and why, in words, to be read without what was printed before. */
  readonly failures: readonly string[];
}

/** Runs every check, also after one failed, so that one run tells all there is to mend. */
export async function checkAll(): Promise<Tally> {
  const failures: string[] = [];
  for (const check of checks) {
    console.log(`\n— ${check.name}`);
    const code = await runNode([programFile(check), ...check.args]);
    if (code !== 0) failures.push(check.name);
  }
  if (failures.length > 0) console.error(`\nNot in order: ${failures.join('; ')}.`);
  return { passed: checks.length - failures.length, failed: failures.length, failures };
}

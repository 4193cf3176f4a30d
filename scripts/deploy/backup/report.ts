import { PlainError } from '../../../src/server/plain-error.ts';
import type { Verified } from './verify.ts';

/** @throws PlainError naming every problem, so that the exit code tells too */
export function tell({ files, problems }: Verified, wellDone: string): void {
  if (problems.length > 0) {
    throw new PlainError(`Not everything is there:\n${problems.join('\n')}`);
  }
  console.log(`${wellDone}: ${files} files, each with its checksum.`);
}

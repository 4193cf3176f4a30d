import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that mostly wait: for processes that are killed, for providers that hang, for a disk. */
const SLOW = [
  /tests\/crash-/,
  /scripts\/embedded\/postgres/,
  /scripts\/files\/move/,
  /files\/s3\/trouble/,
  /files\/many-uploads/,
];

const isSlow = ({ moduleId }: TestSpecification): boolean =>
  SLOW.some((pattern) => pattern.test(moduleId));

/** Begins with what takes longest, so that the run does not end with one worker waiting alone. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

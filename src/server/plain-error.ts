/**
 * An error whose message alone is meant for the person at the terminal: what is wrong and what to
 * do. Entries print it without a stack trace; every other error is a defect and keeps its trace.
 */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Turns what an operating system refuses into a sentence; anything else comes back unchanged. */
export function explain(error: unknown): unknown {
  const path =
    error instanceof Error && 'path' in error ? String(error.path) : 'the project folder';
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new PlainError(
        'The disk is full. Free some space (the platform needs about 1 GB) and start again.',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new PlainError(
        `No permission to write ${path}. Run as the user who owns it, or change its owner.`,
      );
    default:
      return error;
  }
}

/** Prints a failure the way a person can use it and ends the process with exit code 1. */
export function fail(error: unknown): never {
  const explained = explain(error);
  console.error(explained instanceof PlainError ? `\n${explained.message}` : explained);
  process.exit(1);
}

/** A call to the store that failed, for the log: which one, and what the store said. */
export class StoreFailure extends Error {
  readonly operation: string;
  /** Of the answer; null when there was none. */
  readonly status: number | null;

  constructor(operation: string, cause: unknown) {
    const status = statusOf(cause);
    const answer = status === null ? '' : ` (${status})`;
    super(`the file store failed at ${operation}: ${nameOf(cause)}${answer}`, { cause });
    this.name = 'StoreFailure';
    this.operation = operation;
    this.status = status;
  }

  /** The store works and says that something is not there, or that it has no such operation. */
  get isAnswer(): boolean {
    return this.status === 501 || NOT_THERE.includes(nameOf(this.cause));
  }
}

const NOT_THERE = ['NoSuchKey', 'NotFound', 'NoSuchUpload'];

/** The store's own word for what went wrong: `AccessDenied`, `SlowDown`, `NoSuchKey`. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const { $metadata } = error;
  if (typeof $metadata !== 'object' || $metadata === null || !('httpStatusCode' in $metadata)) {
    return null;
  }
  return typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : null;
}

/**
 * Every error code the platform answers with, its HTTP status and its public title.
 * One catalogue: the server turns a code into `problem+json`, the web app into a sentence,
 * the API reference lists it.
 */
export const ERRORS = {
  validation_failed: { status: 422, title: 'Some fields need your attention' },
  malformed_request: { status: 400, title: 'The request could not be read' },
  not_signed_in: { status: 401, title: 'Sign in to continue' },
  sign_in_failed: { status: 401, title: 'Email or password is not right' },
  too_many_attempts: { status: 429, title: 'Too many attempts, wait a moment' },
  not_allowed: { status: 403, title: 'You may not do this' },
  cross_site_refused: { status: 403, title: 'This write came from another site' },
  wrong_host: { status: 421, title: 'This is not the address of the platform' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Somebody was faster' },
  not_set_up: { status: 409, title: 'This is not set up' },
  idempotency_mismatch: { status: 409, title: 'This submission key was used for something else' },
  file_too_large: { status: 413, title: 'The file is too large' },
  unsupported_media_type: { status: 415, title: 'This kind of content is not accepted' },
  service_unavailable: { status: 503, title: 'The platform cannot answer right now' },
  internal_error: { status: 500, title: 'Something failed on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/**
 * One thing wrong with one value. `path` is dotted from the submitted values
 * (`groups.0.emails`); an empty path speaks about the whole form.
 */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** The body of every error answer (RFC 9457), with a stable `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly issues?: readonly Issue[];
  readonly requestId?: string;
  /** For `conflict`: what happened meanwhile, so that the page can say who did what (X1). */
  readonly conflict?: ConflictFacts;
}

export interface ConflictFacts {
  readonly status: string;
  readonly version: number;
  readonly lastAction: string | null;
  readonly lastActor: string | null;
  readonly lastAt: string | null;
}

/** Thrown by commands; turned into a `Problem` by one handler. `detail` is read by people. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly conflict: ConflictFacts | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    more: {
      issues?: readonly Issue[];
      conflict?: ConflictFacts;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'DomainError';
    this.code = code;
    this.issues = more.issues;
    this.conflict = more.conflict;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

import type { Problem } from '../../domain/errors.ts';
import { reportReachable, reportUnreachable } from './connection.ts';
import { signedInAgain, signInCount } from './session-end.ts';

/** The server answered with `problem+json`. */
export class ApiError extends Error {
  readonly problem: Problem;
  /** From `Retry-After`, when the server asked to wait. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: no network, or nothing of ours at the other end. Safe to send again with the same key. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached', { cause });
    this.name = 'Unreachable';
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; a form as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Makes repeating this write harmless: the same key answers with the first result. */
  readonly idempotencyKey?: string;
  /** Survives the page being closed (draft autosave); the body must stay below 64 kB. */
  readonly keepalive?: boolean;
  /** What to do when the session has ended: ask to sign in and send again (default), or fail. */
  readonly onSignedOut?: 'ask' | 'fail';
}
type QueryValue = string | number | readonly string[] | null | undefined;

/**
 * Sends one request below `/api` and reads its answer; 204 reads as `undefined`.
 * `Answer` names the shape that `src/domain/api` declares for this endpoint.
 */
export async function api<Answer>(path: string, call: Call = {}): Promise<Answer> {
  return (await readBody(await answerOf(path, call))) as Answer;
}

/** The same for an answer that is a file: refusals are thrown, the body is left to the caller. */
export async function answerOf(path: string, call: Call = {}): Promise<Response> {
  const signIns = signInCount();
  const response = await send(path, call);
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (problem.code === 'not_signed_in' && call.onSignedOut !== 'fail') {
    await signedInAgain(signIns, call.signal);
    return answerOf(path, call);
  }
  throw new ApiError(problem, retryAfter(response));
}

async function send(path: string, call: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  // The browser itself says how the parts of a form are told apart.
  const isForm = call.body instanceof FormData;
  if (call.body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(addressOf(path, call.query), {
      method: call.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(call.body === undefined ? {} : { body: isForm ? call.body : JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.keepalive === undefined ? {} : { keepalive: call.keepalive }),
    });
  } catch (error) {
    if (call.signal?.aborted === true) throw error;
    reportUnreachable();
    throw new Unreachable(error);
  }
  // A proxy that lost its server answers 502–504 with a page of its own.
  if (response.status >= 502 && response.status <= 504 && !isJson(response)) {
    reportUnreachable();
    throw new Unreachable(`HTTP ${response.status}`);
  }
  reportReachable();
  return response;
}

/** `/api/…` with its query; lists are joined with commas, empty values left out. */
export function addressOf(path: string, query: Call['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') parameters.set(name, text);
  }
  const tail = parameters.toString();
  return `/api${path}${tail === '' ? '' : `?${tail}`}`;
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: 'about:blank',
    title: 'Something failed on our side',
    status: response.status,
    code: 'internal_error',
    detail: 'The server gave an answer that could not be read. Try again in a moment.',
  };
  if (!isJson(response)) return fallback;
  try {
    const body: unknown = await response.json();
    return isProblem(body) ? body : fallback;
  } catch {
    return fallback;
  }
}

export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('content-type') ?? '');
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** A fresh idempotency key: one per thing somebody wants done, kept over its retries. */
export function newIdempotencyKey(): string {
  // `crypto.randomUUID` is missing on plain-HTTP origins other than localhost.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

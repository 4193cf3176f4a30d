import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError, Problem } from '../../domain/errors.ts';
import { ERRORS } from '../../domain/errors.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The public side of an error: nothing but what the catalogue and its thrower meant for people. */
export function problemOf(error: DomainError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code];
  return {
    type: `urn:requests:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.issues !== undefined && { issues: error.issues }),
    ...(error.conflict !== undefined && { conflict: error.conflict }),
  };
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: DomainError,
): FastifyReply {
  if (error.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  }
  return (
    reply
      .code(ERRORS[error.code].status)
      .header('content-type', PROBLEM_TYPE)
      .header('cache-control', 'no-store')
      // A route's response schemas describe its successes; problems have one shape everywhere.
      .serializer(JSON.stringify)
      .send(problemOf(error, request.id))
  );
}

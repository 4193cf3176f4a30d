import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DomainError, ERRORS, type Issue } from '../../domain/errors.ts';
import type { App } from './app-type.ts';
import { isApiPath } from './paths.ts';
import { sendProblem } from './problem.ts';

/** One handler for every error: people get a problem document, the log gets the cause. */
export function registerErrors(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
}

export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const domainError = toDomainError(error, request);
  if (ERRORS[domainError.code].status >= 500) {
    request.log.error(
      { err: error, method: request.method, route: request.routeOptions.url },
      domainError.code,
    );
  } else if (domainError.cause !== undefined) {
    request.log.info({ err: domainError.cause }, domainError.code);
  }
  return sendProblem(request, reply, domainError);
}

function toDomainError(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new DomainError('validation_failed', 'Correct the values named below and try again.', {
      issues: error.validation.map(
        ({ instancePath, message }): Issue => ({
          path: instancePath.split('/').slice(1).filter(Boolean).join('.'),
          message: message ?? 'This value is not valid',
        }),
      ),
    });
  }
  // The socket's own error code would read as a database that is away; nobody is left to hear it.
  if (request.raw.readableAborted) {
    return new DomainError('malformed_request', 'The request broke off.', { cause: error });
  }
  return fromDatabase(error) ?? fromFramework(error, request) ?? unexpected(error);
}

function unexpected(error: unknown): DomainError {
  return new DomainError(
    'internal_error',
    'Something failed on our side. Try again; if it stays, give the request id to an admin.',
    { cause: error },
  );
}

/** What the HTTP layer itself refuses: unreadable bodies, wrong media types, too many bytes. */
function fromFramework(error: unknown, request: FastifyRequest): DomainError | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const status = Number(error.statusCode);
  if (status === 413) {
    const limit = Math.floor(request.routeOptions.bodyLimit / 1024);
    return new DomainError('file_too_large', `The body may have at most ${limit} kB.`);
  }
  if (status === 415) {
    return new DomainError('unsupported_media_type', 'Send the body as application/json.');
  }
  if (status === 503) {
    return new DomainError(
      'service_unavailable',
      'The platform is restarting. Try again in a moment.',
      {
        retryAfterSeconds: 5,
      },
    );
  }
  if (status < 400 || status >= 500) return null;
  return new DomainError('malformed_request', sentence(error.message));
}

function sentence(message: string): string {
  const text = message.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * SQLSTATE classes 08 (connection), 53 (resources), 57P0x (shutdown), and the socket's own errors.
 */
const AWAY =
  /^(08\w{3}|53\w{3}|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/** Deadlock, serialisation failure, a lock or a statement that took too long: all rolled back. */
const BUSY = /^(40P01|40001|55P03|57014)$/;
/** NUL, which JSON and addresses can carry and PostgreSQL's text cannot. */
const NOT_TEXT = /^(22021|22P05)$/;

function fromDatabase(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const lost = /^(timeout exceeded when trying to connect|Connection terminated)/;
  if (AWAY.test(code) || lost.test(error.message)) {
    return unavailable(
      'The database does not answer. Nothing was saved; try again in a moment.',
      error,
    );
  }
  if (BUSY.test(code)) {
    return unavailable(
      'Too much happened at once. Nothing was saved; try again in a moment.',
      error,
    );
  }
  if (!NOT_TEXT.test(code)) return null;
  return new DomainError('malformed_request', 'What was sent holds characters that are no text.', {
    cause: error,
  });
}

function unavailable(detail: string, cause: unknown): DomainError {
  return new DomainError('service_unavailable', detail, { cause, retryAfterSeconds: 5 });
}

/** Unknown addresses below /api are problems, whatever the caller would rather have. */
export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const place = isApiPath(request.url) ? 'at this address of the API' : 'at this address';
  return sendProblem(request, reply, new DomainError('not_found', `There is nothing ${place}.`));
}

import type { FastifyRequest } from 'fastify';
import { readSessionCookie } from './cookie.ts';

/** Where a request came from, as sessions and the audit log keep it. */
export interface Client {
  readonly address: string;
  readonly userAgent: string | null;
  /** The session token that the request brought, valid or not. */
  readonly token: string | undefined;
}

export function clientOf(request: FastifyRequest, isHttps: boolean): Client {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
    token: readSessionCookie(request, isHttps),
  };
}

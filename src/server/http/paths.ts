import type { FastifyRequest } from 'fastify';

/** What belongs to the API: `/api` and everything below it, not `/apiary`. */
export function isApiPath(url: string): boolean {
  return /^\/api(?:[/?#]|$)/.test(url);
}

/** What belongs to admins alone (P5). */
export function isAdminPath(url: string): boolean {
  return /^\/api\/admin(?:[/?#]|$)/.test(url);
}

/**
 * Whether a route of the API answers this. The router takes an address in more spellings than one
 * (`/%61pi/…`, `http://host/api/…`), so what it found decides, and the text only where it found nothing.
 */
export function isForApi(request: FastifyRequest): boolean {
  return isApiPath(request.routeOptions.url ?? request.url);
}

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { App } from './app-type.ts';
import { isForApi } from './paths.ts';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes that a page of another site makes a browser send are refused, besides what SameSite=Lax
 * already keeps away: it does not stop sibling subdomains. Browsers cannot forge either header;
 * clients that are no browsers send neither, and carry no cookie by accident.
 */
export function registerCrossSiteRefusal(app: App, siteUrl: string): void {
  app.addHook('onRequest', async (request) => {
    if (READS.has(request.method) || !isForApi(request)) return;
    if (request.routeOptions.config.fromAnywhere === true) return;
    if (!isForeign(request, siteUrl)) return;
    throw new DomainError(
      'cross_site_refused',
      'This write came from a page of another site, so it was not carried out. Use the platform itself.',
    );
  });
}

function isForeign(request: FastifyRequest, siteUrl: string): boolean {
  const fetchSite = request.headers['sec-fetch-site'];
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  const { origin } = request.headers;
  if (origin === undefined || origin === siteUrl) return false;
  // The same platform under another of its names, such as localhost and 127.0.0.1.
  return !URL.canParse(origin) || new URL(origin).host !== request.host;
}

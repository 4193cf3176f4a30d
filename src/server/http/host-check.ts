import { DomainError } from '../../domain/errors.ts';
import { isLoopback } from '../config/production.ts';
import type { Config } from '../config.ts';
import type { App } from './app-type.ts';

/** Platforms and monitors ask by the machine's address; nothing here is about a person. */
const ANY_HOST: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Answers under the platform's own names only: those of SITE_URL and ALLOWED_HOSTS, and loopback. A
 * page that makes its own name lead here (DNS rebinding) gets nothing.
 */
export function registerHostCheck(
  app: App,
  { siteUrl, allowedHosts }: Pick<Config, 'siteUrl' | 'allowedHosts'>,
): void {
  const isAllowed = hostMatcher([new URL(siteUrl).hostname, ...allowedHosts]);
  app.addHook('onRequest', async (request) => {
    // What a trusted proxy says it was asked for, or else the Host header.
    if (isAllowed(request.host)) return;
    if (ANY_HOST.has(request.routeOptions.url ?? '')) return;
    throw new DomainError(
      'wrong_host',
      `The platform does not answer under this name. Its address is ${siteUrl}`,
    );
  });
}

/** Whether a Host header, with or without a port, is one of the names; `.name` means all below it too. */
export function hostMatcher(names: readonly string[]): (host: string) => boolean {
  const isAny = names.includes('*');
  const exact = new Set(names.map((name) => hostnameOf(name.replace(/^\./, ''))));
  const suffixes = names.filter((name) => name.startsWith('.')).map((name) => name.toLowerCase());
  return (host) => {
    if (isAny) return true;
    const hostname = hostnameOf(host);
    if (hostname === null) return false;
    return (
      exact.has(hostname) ||
      isLoopback(hostname) ||
      suffixes.some((suffix) => hostname.endsWith(suffix))
    );
  };
}

/** In lower case, without the port and the root's dot; null for what is no host. */
function hostnameOf(host: string): string | null {
  const text = `http://${host}`;
  if (!URL.canParse(text)) return null;
  const { hostname, pathname, search, hash, username, password } = new URL(text);
  const isBare = pathname === '/' && `${search}${hash}${username}${password}` === '';
  return isBare && !host.endsWith('/') ? hostname.replace(/\.$/, '') : null;
}

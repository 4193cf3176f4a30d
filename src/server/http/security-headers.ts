import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { App } from './app-type.ts';
import { isForApi } from './paths.ts';

/**
 * The usual protective headers. They are the same for every answer, so they are written down
 * instead of being composed by a library on each request, which showed in the load test.
 */
const EVERYWHERE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
} as const;

/** Answers of the API are data: opened as a page they may do nothing at all. */
const API_POLICY =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What a page may load: itself, and inline only what carries this answer's nonce. */
export function pagePolicy(nonce?: string): string {
  const inline = nonce === undefined ? '' : ` 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}

export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** HTTPS is demanded only where the platform is reached by it: on plain HTTP it would lock people out. */
export function registerSecurityHeaders(app: App, isHttps: boolean): void {
  const common: Record<string, string> = {
    ...EVERYWHERE,
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  };
  const api = { ...common, 'content-security-policy': API_POLICY, 'cache-control': 'no-store' };
  const page = { ...common, 'content-security-policy': pagePolicy() };
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(isForApi(request) ? api : page);
    reply.header('x-request-id', request.id);
  });
}

/** A page made for this answer alone. */
export function sendPage(reply: FastifyReply, status: number, html: string, nonce: string) {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy(nonce),
      'cache-control': 'no-store',
    })
    .send(html);
}

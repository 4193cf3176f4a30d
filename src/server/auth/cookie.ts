import type { FastifyReply, FastifyRequest } from 'fastify';
import { ABSOLUTE_LIFETIME_MS } from './tokens.ts';

/** `__Host-` makes browsers insist on Secure, Path=/ and no Domain: a sibling host cannot plant one. */
export function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-session' : 'session';
}

const attributes = (isHttps: boolean) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isHttps,
});

export function readSessionCookie(request: FastifyRequest, isHttps: boolean): string | undefined {
  return request.cookies[cookieName(isHttps)];
}

export function setSessionCookie(reply: FastifyReply, token: string, isHttps: boolean): void {
  const maxAge = Math.floor(ABSOLUTE_LIFETIME_MS / 1_000);
  reply.setCookie(cookieName(isHttps), token, { ...attributes(isHttps), maxAge });
}

export function clearSessionCookie(reply: FastifyReply, isHttps: boolean): void {
  reply.clearCookie(cookieName(isHttps), attributes(isHttps));
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { addMs, type Instant } from '../../domain/kernel/calendar.ts';
import { type Actor, displayName } from '../../domain/people.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import type { App } from '../http/app-type.ts';
import { isAdminPath, isApiPath } from '../http/paths.ts';
import { clearSessionCookie, readSessionCookie } from './cookie.ts';
import { requireAdmin } from './only-admins.ts';
import { findSession, touchSession } from './queries.ts';
import { hashToken, LAST_SEEN_INTERVAL_MS } from './tokens.ts';

/** The person behind a request, as their live session tells. */
export interface SignedIn extends Actor {
  readonly name: string;
  readonly sessionHash: Buffer;
  readonly lastSeenAt: Instant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on public routes. */
    signedIn: SignedIn | null;
    /** Who is asking; present on every route below /api that is not public. */
    readonly actor: SignedIn;
  }
}

export function requireActor(request: FastifyRequest): SignedIn {
  if (request.signedIn !== null) return request.signedIn;
  throw new DomainError('not_signed_in', 'Sign in with your email and password, then try again.');
}

/**
 * Every route below /api needs a live session unless its config says `public`, and those below
 * /api/admin an admin's (P5): asked before anything of the request is read, so that nobody else learns
 * what exists there or what a correct request would be.
 */
export function registerSessions(app: App, context: Context): void {
  app.decorateRequest('signedIn', null);
  app.decorateRequest('actor', {
    getter(this: FastifyRequest): SignedIn {
      return requireActor(this);
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const { url, config } = request.routeOptions;
    if (url === undefined || !isApiPath(url) || config.public === true) return;
    request.signedIn = await authenticate(context, request, reply);
    const actor = requireActor(request);
    if (isAdminPath(url)) requireAdmin(actor, 'Only admins may do this.');
  });
  rememberLastSeen(app, context);
}

async function authenticate(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedIn | null> {
  const { isHttps } = context.config;
  const token = readSessionCookie(request, isHttps);
  if (token === undefined) return null;
  const sessionHash = hashToken(token);
  const row =
    sessionHash === null ? undefined : await findSession(context.db, sessionHash, context.now());
  if (row === undefined || sessionHash === null) {
    clearSessionCookie(reply, isHttps);
    throw new DomainError('not_signed_in', 'Your session has ended. Sign in again.');
  }
  return {
    id: row.id,
    roles: row.roles,
    teams: row.teams,
    timezone: row.timezone,
    name: displayName({
      firstName: row.first_name,
      lastName: row.last_name,
      username: row.username,
    }),
    sessionHash,
    lastSeenAt: row.last_seen_at,
  };
}

/** Written after the answer has left, at most every few minutes; closing waits for the last ones. */
function rememberLastSeen(app: App, context: Context): void {
  const underWay = new Set<Promise<void>>();
  app.addHook('onResponse', async (request) => {
    const { signedIn } = request;
    const now = context.now();
    if (signedIn === null || signedIn.lastSeenAt >= addMs(now, -LAST_SEEN_INTERVAL_MS)) return;
    const written = inTransaction(context.db, (tx) =>
      touchSession(tx, signedIn.sessionHash, now),
    ).catch((error: unknown) => request.log.warn({ err: error }, 'last seen was not written'));
    underWay.add(written);
    await written;
    underWay.delete(written);
  });
  app.addHook('onClose', async () => {
    await Promise.all(underWay);
  });
}

import type { LinkView } from '../../../domain/api/account.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Context } from '../../context.ts';
import { findLink, type LinkRow } from './queries.ts';
import { readLinkToken } from './token.ts';

/**
 * Section 1: what a one-time link is for; looking uses nothing up.
 * @throws DomainError not_found, the same for wrong, used, replaced and late ones
 */
export async function lookAtLink(context: Context, token: string): Promise<LinkView> {
  const link = await loadLink(context, token);
  return {
    purpose: link.purpose,
    email: link.email,
    expiresAt: link.expires_at,
    username: link.username ?? '',
    firstName: link.first_name ?? '',
    lastName: link.last_name ?? '',
  };
}

/** A forged token costs one hash and no question to the database. */
export async function loadLink(context: Context, token: string): Promise<LinkRow> {
  const id = readLinkToken(context.keyedHash, token);
  const link = id === null ? undefined : await findLink(context.db, id, context.now());
  if (link === undefined) throw linkIsOver();
  return link;
}

export function linkIsOver(): DomainError {
  return new DomainError(
    'not_found',
    'This link does not work: it was used or replaced, or its time is over. Ask for a new one.',
  );
}

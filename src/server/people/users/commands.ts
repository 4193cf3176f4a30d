import type { EraseBody, SentLink } from '../../../domain/api/users.ts';
import { DomainError } from '../../../domain/errors.ts';
import { endSessions, revokeLinks } from '../../auth/links/queries.ts';
import { sendLink } from '../../auth/links/send-link.ts';
import { deleteOtherSessions } from '../../auth/queries.ts';
import type { SignedIn } from '../../auth/session.ts';
import { deleteSessionById } from '../../auth/sessions-queries.ts';
import type { Context } from '../../context.ts';
import { explainLastAdmin, onUser, refuseErased } from './on-user.ts';
import { eraseUser, setActive } from './write-queries.ts';

/**
 * Section 1, P7: nobody signs in any more; sessions end at once and links stop working. Repeating it
 * changes nothing.
 * @throws DomainError not_found; not_allowed for the last active admin
 */
export async function deactivateUser(
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<void> {
  await onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    if (!user.is_active) return;
    const now = context.now();
    await setActive(tx, id, false, now).catch(explainLastAdmin);
    await revokeLinks(tx, id, ['invitation', 'password_reset', 'email_change'], now);
    await audit('user_deactivated');
  });
}

/**
 * Section 10: they may sign in again, with the password they had.
 * @throws DomainError not_found; conflict for an erased account (P7)
 */
export async function reactivateUser(
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<void> {
  await onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    refuseErased(user);
    if (user.is_active) return;
    await setActive(tx, id, true, context.now());
    await audit('user_reactivated');
  });
}

/**
 * Section 1: a new link to choose the first password; an earlier one stops working.
 * @throws DomainError not_found; conflict for somebody inactive, or who has a password
 */
export function inviteUser(
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<SentLink> {
  return onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    refuseInactive(user);
    if (user.has_password) {
      throw new DomainError(
        'conflict',
        'This person has a password already. Send a password reset instead.',
      );
    }
    await audit('user_invited');
    const { email } = user;
    return sendLink(tx, context, {
      purpose: 'invitation',
      userId: id,
      email,
      createdBy: actor.id,
    });
  });
}

/**
 * Section 10: a link to choose a new password. The present one, and where they are signed in, stay
 * until it is used.
 * @throws DomainError not_found; conflict for somebody inactive, or who has no password yet
 */
export function sendPasswordReset(
  context: Context,
  actor: SignedIn,
  id: number,
  address: string,
): Promise<SentLink> {
  return onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    refuseInactive(user);
    if (!user.has_password) {
      throw new DomainError(
        'conflict',
        'This person has not chosen a password yet. Send the invitation again instead.',
      );
    }
    await audit('user_password_reset_sent');
    const { email } = user;
    return sendLink(tx, context, {
      purpose: 'password_reset',
      userId: id,
      email,
      createdBy: actor.id,
    });
  });
}

function refuseInactive(user: Parameters<typeof refuseErased>[0]): void {
  refuseErased(user);
  if (user.is_active) return;
  throw new DomainError('conflict', 'This account is deactivated. Reactivate it first.');
}

/**
 * Section 10: signs somebody out, in one place or everywhere; an admin who does it to themself stays
 * signed in where they are.
 * @throws DomainError not_found, also for a session that is over or somebody else's
 */
export async function endUserSessions(
  context: Context,
  actor: SignedIn,
  id: number,
  which: number | 'all',
  address: string,
): Promise<void> {
  await onUser(context, actor, id, address, async ({ tx, audit }) => {
    const sessionsEnded =
      which !== 'all'
        ? Number(await deleteSessionById(tx, id, which))
        : id === actor.id
          ? await deleteOtherSessions(tx, id, actor.sessionHash)
          : await endSessions(tx, id);
    if (sessionsEnded > 0) await audit('user_sessions_ended', { sessionsEnded });
    else if (which !== 'all') {
      throw new DomainError('not_found', 'This session has ended already.');
    }
  });
}

/**
 * P7: replaces the profile by "Former user N" for ever; what they did stays, under that name.
 * Repeating it changes nothing.
 * @param body the username, typed to confirm
 * @throws DomainError not_found; validation_failed at `username`; not_allowed for oneself and the last
 *   active admin
 */
export async function eraseAccount(
  context: Context,
  actor: SignedIn,
  id: number,
  body: EraseBody,
  address: string,
): Promise<void> {
  await onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    if (user.erased_at !== null) return;
    if (id === actor.id) {
      throw new DomainError('not_allowed', 'You cannot erase yourself. Ask another admin.');
    }
    if (body.username.trim().toLowerCase() !== user.username.toLowerCase()) {
      const message = 'This is not the username of this account';
      throw new DomainError('validation_failed', message, {
        issues: [{ path: 'username', message }],
      });
    }
    await eraseUser(tx, id, context.now()).catch(explainLastAdmin);
    await audit('user_erased');
  });
}

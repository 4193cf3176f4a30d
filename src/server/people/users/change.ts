import type { UserBody } from '../../../domain/api/users.ts';
import { DomainError, type Issue } from '../../../domain/errors.ts';
import { LAST_ADMIN, ROLES, TEAMS } from '../../../domain/people.ts';
import { checkProfile, parseAccountEmail } from '../../../domain/profile.ts';
import { revokeLinks } from '../../auth/links/queries.ts';
import { sendNotice } from '../../auth/notices/send-notice.ts';
import type { SignedIn } from '../../auth/session.ts';
import type { Context } from '../../context.ts';
import { explainTaken } from '../create-person.ts';
import { notAnEmail } from './create.ts';
import { isLastAdminError, onUser, refuseErased } from './on-user.ts';
import { type LockedUser, type UserChange, updateUser } from './write-queries.ts';

/**
 * Section 10: changes what is given. A new address counts at once: links that went to the former one
 * stop working, and both addresses are told.
 * @throws DomainError not_found; conflict for an erased account; validation_failed at the fields, also
 *   for an email or username that is taken, and at `roles` for the last active admin (P7)
 */
export async function changeUser(
  context: Context,
  actor: SignedIn,
  id: number,
  body: UserBody,
  address: string,
): Promise<void> {
  const change = checkChange(body);
  await onUser(context, actor, id, address, async ({ tx, user, audit }) => {
    refuseErased(user);
    const changed = differences(user, change);
    if (Object.keys(changed).length === 0) return;
    const now = context.now();
    await updateUser(tx, id, changed, now).catch(explainLastAdminAtRoles).catch(explainTaken);
    const { email, roles, teams, ...fields } = changed;
    if (email !== undefined) {
      await revokeLinks(tx, id, ['invitation', 'password_reset', 'email_change'], now);
      // Whoever was never signed in has nothing to lose: their next invitation says it all.
      if (user.has_password) {
        await sendNotice(tx, context, 'email_changed_from', id, user.email);
        await sendNotice(tx, context, 'email_changed_to', id, email);
      }
      await audit('email_changed');
    }
    if (roles !== undefined || teams !== undefined) {
      await audit('user_roles_changed', {
        ...(roles && { roles: { from: user.roles, to: roles } }),
        ...(teams && { teams: { from: user.teams, to: teams } }),
      });
    }
    if (Object.keys(fields).length > 0) {
      await audit('user_changed', { fields: Object.keys(fields) });
    }
  });
}

function checkChange(body: UserBody): UserChange {
  const { profile, issues } = checkProfile(body);
  const email = body.email === undefined ? undefined : parseAccountEmail(body.email);
  const problems: Issue[] = [...issues];
  if (email === null) problems.unshift(notAnEmail());
  if (email === null || problems.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', {
      issues: problems,
    });
  }
  const { roles, teams } = body;
  return {
    ...profile,
    ...(email !== undefined && { email }),
    ...(roles && { roles: ROLES.filter((role) => roles.includes(role)) }),
    ...(teams && { teams: TEAMS.filter((team) => teams.includes(team)) }),
  };
}

/** What is given and not so already: saying what is changes nothing and is not logged. */
function differences(user: LockedUser, change: UserChange): UserChange {
  const now: Required<UserChange> = {
    email: user.email,
    username: user.username,
    firstName: user.first_name,
    lastName: user.last_name,
    timezone: user.timezone,
    slackMemberId: user.slack_member_id,
    roles: ROLES.filter((role) => user.roles.includes(role)),
    teams: TEAMS.filter((team) => user.teams.includes(team)),
  };
  const different = Object.entries(change).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(now[field as keyof UserChange]),
  );
  return Object.fromEntries(different);
}

function explainLastAdminAtRoles(error: unknown): never {
  if (!isLastAdminError(error)) throw error;
  throw new DomainError('validation_failed', LAST_ADMIN, {
    issues: [{ path: 'roles', message: LAST_ADMIN }],
    cause: error,
  });
}

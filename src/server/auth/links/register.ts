import { DomainError } from '../../../domain/errors.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { createPerson } from '../../people/create-person.ts';
import { findTaken } from '../../people/queries.ts';
import { loadPlatformSettings } from '../../settings/queries.ts';
import type { Client } from '../client.ts';
import { mayRegister } from '../registration/domains.ts';
import { linkIsOver } from './look.ts';
import type { LinkRow } from './queries.ts';
import type { ChosenPassword } from './set-password.ts';

/**
 * Section 1: the account of somebody whose address is verified by the link. Without role and team, it
 * waits for an admin. A domain that was taken off the list meanwhile registers nobody.
 * @returns the new person
 */
export async function register(
  tx: Tx,
  context: Context,
  { email }: LinkRow,
  { profile, passwordHash }: ChosenPassword,
  client: Client,
): Promise<number> {
  const now = context.now();
  const { registrationDomains } = await loadPlatformSettings(tx, context.config);
  if (!mayRegister(email, registrationDomains)) throw linkIsOver();
  if ((await findTaken(tx, email, null)).length > 0) {
    throw new DomainError(
      'conflict',
      'There is an account with this address by now. Sign in, or ask for a new password.',
    );
  }
  const id = await createPerson(tx, {
    username: profile.username ?? null,
    email,
    firstName: profile.firstName ?? '',
    lastName: profile.lastName ?? '',
    timezone: profile.timezone ?? 'UTC',
    passwordHash,
    roles: [],
    teams: [],
    isRegistered: true,
    now,
  });
  await writeAudit(tx, {
    actorId: id,
    action: 'user_registered',
    target: null,
    targetUserId: id,
    address: client.address,
    now,
  });
  return id;
}

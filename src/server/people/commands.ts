import type { Me, ProfileBody } from '../../domain/api/people.ts';
import { DomainError } from '../../domain/errors.ts';
import { checkProfile } from '../../domain/profile.ts';
import { writeAudit } from '../audit/queries.ts';
import type { SignedIn } from '../auth/session.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { explainTaken } from './create-person.ts';
import { loadPerson, updateProfile } from './queries.ts';
import { meView } from './view.ts';

/**
 * Changes the given fields of the person's own profile (section 1) and returns it fresh.
 * @throws DomainError validation_failed at the fields, also for a username that is taken
 */
export async function changeProfile(
  context: Context,
  actor: SignedIn,
  body: ProfileBody,
  address: string,
): Promise<Me> {
  const { profile, issues } = checkProfile(body);
  if (issues.length > 0) {
    throw new DomainError('validation_failed', 'Correct the fields named below.', { issues });
  }
  return inTransaction(context.db, async (tx) => {
    await updateProfile(tx, actor.id, profile, context.now()).catch(explainTaken);
    const person = await loadPerson(tx, actor.id);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'profile_changed',
      target: null,
      targetUserId: actor.id,
      details: { fields: Object.keys(profile) },
      address,
      now: context.now(),
    });
    return meView(person);
  });
}

import { DomainError } from '../../../domain/errors.ts';
import { type Actor, hasRole } from '../../../domain/people.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound } from '../not-found.ts';
import { lockRequest } from '../queries.ts';
import { isEventOf, redactEventText } from './queries.ts';

/**
 * R3: removes the free text of one event for good. The event, its author and a "redact" event with
 * the reason stay.
 *
 * @throws DomainError `not_allowed` unless an admin asks, `not_found` for a hidden request or an event
 *   that is not its own, `conflict` when the event has no text or lost it already
 */
export async function redactEvent(
  tx: Tx,
  context: Context,
  actor: Actor,
  target: { readonly code: string; readonly eventId: number; readonly reason: string },
  address: string,
): Promise<void> {
  const { code, eventId, reason } = target;
  const row = await lockRequest(tx, actor, code);
  if (row === undefined) throw notFound();
  if (!hasRole(actor, 'admin')) {
    throw new DomainError('not_allowed', 'Only an admin can remove text from the history.');
  }
  if (!(await isEventOf(tx, row.id, eventId))) {
    throw new DomainError('not_found', 'This request has no such event.');
  }
  const now = context.now();
  if ((await redactEventText(tx, { eventId, adminId: actor.id, reason, now })) === null) {
    throw new DomainError('conflict', 'This event has no text, or it was removed already.');
  }
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'event_text_redacted',
    target: code,
    details: { event: eventId },
    address,
    now,
  });
}

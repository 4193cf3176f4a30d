import { DomainError } from '../../../domain/errors.ts';
import { epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import { ACTIONS, type ActionKey, isActionKey } from '../../../domain/requests/actions.ts';
import type { Refusal } from '../../../domain/requests/lifecycle.ts';
import type { Tx } from '../../db/transaction.ts';
import type { RequestRow } from '../stored-request.ts';
import { findLastChange, type LastChange } from './queries.ts';

/**
 * X1: the error for an action that the lifecycle refuses. A conflict says who did what meanwhile,
 * so that a person who came second understands what they see.
 */
export async function refused(
  tx: Tx,
  actor: Actor,
  row: RequestRow,
  action: ActionKey,
  refusal: Refusal,
  now: Instant,
): Promise<DomainError> {
  if (refusal.kind === 'not_eligible' || refusal.kind === 'condition') {
    return new DomainError('not_allowed', `${refusal.reason}.`);
  }
  if (refusal.kind === 'not_set_up') return new DomainError('not_set_up', `${refusal.reason}.`);
  const flag =
    action === 'ask_for_update' &&
    row.update_requested_at !== null &&
    ACTIONS[action].from.includes(row.status);
  const last = await findLastChange(tx, row.id, { flag });
  return new DomainError('conflict', `${refusal.reason}. ${happened(last, actor, now)}`.trim(), {
    conflict: {
      status: row.status,
      version: row.version,
      lastAction: last?.action ?? null,
      lastActor: last?.actorName ?? null,
      lastAt: last?.at ?? null,
    },
  });
}

/** "Dana Reyes sent the request to QA 2 minutes ago." */
function happened(last: LastChange | undefined, actor: Actor, now: Instant): string {
  if (last === undefined) return '';
  const ago = agoText(epochMs(now) - epochMs(last.at));
  if (last.action === 'activate') return `Its scheduled date was reached ${ago}.`;
  const who = last.actorId === actor.id ? 'You' : (last.actorName ?? 'The system');
  const did = isActionKey(last.action) ? ACTIONS[last.action].past : 'created the request';
  return `${who} ${did} ${ago}.`;
}

const MINUTE_MS = 60_000;

function agoText(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / MINUTE_MS);
  if (minutes < 1) return 'a moment ago';
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${counted(hours, 'hour')} ago`;
  return `${counted(Math.floor(hours / 24), 'day')} ago`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

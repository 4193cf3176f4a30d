import type { EventsAnswer, RequestDetail } from '../../../domain/api/requests.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import { readPolicySettings } from '../../settings/queries.ts';
import { notFound } from '../not-found.ts';
import { policyOf } from '../policy.ts';
import { EVENTS_A_PAGE, loadDetail, loadEventsBefore, loadStatusChanges } from './queries.ts';
import { detailView, eventsView } from './view.ts';

/**
 * P3, X2, X4: the request as its page shows it to this person.
 * @throws DomainError `not_found` for a hidden request and for one that does not exist alike
 */
export async function readDetail(
  context: Context,
  actor: Actor,
  code: string,
): Promise<RequestDetail> {
  const { db } = context;
  const now = context.now();
  const row = await loadDetail(db, actor, code, now);
  if (row === undefined) throw notFound();
  const all = row.events.length <= EVENTS_A_PAGE ? null : await loadStatusChanges(db, row.id);
  const policy = policyOf(readPolicySettings(row.settings, context.config), {
    now,
    hasPriceList: row.hasPriceList,
  });
  return detailView(row, all, actor, policy);
}

/**
 * R3: the events before the event `before`, newest first.
 * @throws DomainError `not_found` (P3)
 */
export async function readEventsBefore(
  db: Db,
  actor: Actor,
  code: string,
  before: number,
): Promise<EventsAnswer> {
  const page = await loadEventsBefore(db, actor, code, before);
  if (page === undefined) throw notFound();
  return eventsView(page);
}

import type { ActionBody } from '../../../domain/api/requests.ts';
import { dayIn } from '../../../domain/kernel/calendar.ts';
import { peopleBefore } from '../../../domain/notifications/recipients.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import { ACTIONS, type ActionKey, actionForm } from '../../../domain/requests/actions.ts';
import type { Values } from '../../../domain/requests/define.ts';
import {
  type Assignee,
  refuse,
  staleVersion,
  transition,
} from '../../../domain/requests/lifecycle.ts';
import type { Status } from '../../../domain/requests/request.ts';
import { fileIds } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { removeDraft } from '../../drafts/commands.ts';
import { attachFiles } from '../../files/commands.ts';
import { discountPrice, freezePrice } from '../../pricing/freeze.ts';
import { holdPriceLists } from '../../pricing/queries.ts';
import { checkFilled, invalid } from '../checked-form.ts';
import { typedLink } from '../history/event-details.ts';
import { recordTransition } from '../history/record-transition.ts';
import { notFound } from '../not-found.ts';
import { loadPolicy } from '../policy.ts';
import { lockRequest } from '../queries.ts';
import { type RequestRow, stateOf } from '../stored-request.ts';
import { correctRequest } from './correct.ts';
import { editRequest } from './edit.ts';
import { findAssignee } from './queries.ts';
import { refused } from './refused.ts';

/**
 * L2–L4, L6–L17, L19, L20, M4, section 10: one action of a person on one request, under the row's lock. What the
 * lifecycle says comes before what is wrong with the form: whoever is late hears of the conflict.
 *
 * @param address where the actor acts from, for the audit log
 * @returns the status afterwards
 * @throws DomainError `not_found` (P3), `not_allowed`, `conflict` with what happened meanwhile (X1),
 *   `validation_failed` with every issue at its field
 */
export async function actOnRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  code: string,
  action: ActionKey,
  body: ActionBody,
  address: string | null = null,
): Promise<Status> {
  if (ACTIONS[action].needsVersion && body.version === undefined) {
    throw invalid([{ path: 'version', message: 'Send the version of the request that you saw' }]);
  }
  if (action === 'complete') await holdPriceLists(tx);
  const row = await lockRequest(tx, actor, code);
  if (row === undefined) throw notFound();
  const state = stateOf(row);
  const policy = await loadPolicy(tx, context);
  const refusal = refuse(actor, action, state, policy);
  const stale = staleVersion(action, state, body.version ?? null);
  // Whoever saw an older version lost a race, even if what they lost is their place in the request.
  const lost = refusal?.kind === 'condition' && stale !== null;
  const why = lost ? { ...refusal, kind: stale.kind } : (refusal ?? stale);
  if (why !== null) throw await refused(tx, actor, row, action, why, policy.now);

  const take = (): Promise<Status> => {
    if (action === 'edit') return editRequest(tx, context, actor, row, body, policy);
    if (action !== 'correct') return takeAction(tx, actor, row, action, body, policy);
    return correctRequest(tx, context, actor, row, body, policy, address);
  };
  const status = await take();
  if (body.draft !== undefined) await removeDraft(tx, actor.id, body.draft);
  return status;
}

async function takeAction(
  tx: Tx,
  actor: Actor,
  row: RequestRow,
  action: Exclude<ActionKey, 'edit' | 'correct'>,
  body: ActionBody,
  policy: Policy,
): Promise<Status> {
  const state = stateOf(row);
  const form = actionForm(action, requestType(row.type));
  const checked = await checkFilled(tx, {
    form,
    raw: body.values,
    actorId: actor.id,
    requestId: row.id,
    today: dayIn(actor.timezone, policy.now),
    previous: row.operation,
    request: state.values,
  });
  if (!checked.ok) throw invalid(checked.issues);
  const { values } = checked;

  const assignee = await chosenAssignee(tx, action, values);
  const input = { values, version: body.version ?? null, assignee };
  const outcome = transition(actor, action, state, input, policy);
  // The action itself was allowed above: what is left to refuse is the person chosen (L20).
  if (!outcome.ok && action === 'assign') {
    throw invalid([{ path: 'assignee', message: outcome.reason }]);
  }
  if (!outcome.ok) throw await refused(tx, actor, row, action, outcome, policy.now);

  const eventId = await recordTransition(
    tx,
    row.id,
    {
      transition: outcome,
      actorId: actor.id,
      people: peopleBefore(state, actor.id),
      now: policy.now,
      fields: form.fields,
      personId: assignee?.id,
      typed: action === 'resolve' ? typedLink(values.link) : {},
    },
    state.values,
  );
  const { discountPercent = row.discount_percent } = outcome.set;
  if (action === 'complete') {
    const type = requestType(row.type);
    const request = state.values;
    await freezePrice(tx, {
      eventId,
      type,
      operation: values,
      request,
      discountPercent,
      at: policy.now,
    });
  }
  if (action === 'discount') await discountPrice(tx, row.id, discountPercent);
  await attachFiles(tx, {
    requestId: row.id,
    eventId,
    actorId: actor.id,
    files: fileIds(form, values).map(({ field, fileId }) => ({ place: field, fileId })),
  });
  return outcome.to;
}

async function chosenAssignee(
  tx: Tx,
  action: ActionKey,
  { assignee }: Values,
): Promise<Assignee | undefined> {
  return action === 'assign' && typeof assignee === 'number'
    ? findAssignee(tx, assignee)
    : undefined;
}

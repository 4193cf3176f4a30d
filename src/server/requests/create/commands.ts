import type { CreateAnswer, CreateBody } from '../../../domain/api/requests.ts';
import { dayIn } from '../../../domain/kernel/calendar.ts';
import type { Actor } from '../../../domain/people.ts';
import { createTransition } from '../../../domain/requests/lifecycle.ts';
import { threadTitle } from '../../../domain/requests/naming.ts';
import { fileIds, requestForm } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { removeDraft } from '../../drafts/commands.ts';
import { attachFiles } from '../../files/commands.ts';
import type { UsedKey } from '../../http/idempotency-queries.ts';
import { checkFilled, invalid, withDraftSecrets } from '../checked-form.ts';
import { eventOf } from '../history/record-transition.ts';
import { sealSecrets } from '../secrets/commands.ts';
import { contentColumns, contentOf, progressColumns } from '../stored-request.ts';
import { insertRequest } from './queries.ts';
import { resolveRequester, resolveTeam } from './requester.ts';

/**
 * L1, P1, P2, R1, R2: checks what was submitted like the form did, and writes the request with its
 * code, event, files, secrets and notifications. Calendar days are the requester's.
 *
 * @param used the idempotency key with which its answer is stored
 * @throws DomainError `not_allowed` (P1), `validation_failed` with every issue at once
 */
export async function createRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  body: CreateBody,
  used: UsedKey | null,
): Promise<CreateAnswer> {
  const now = context.now();
  const type = requestType(body.type);
  const requester = await resolveRequester(tx, actor, type, body);
  const { team, issues } = resolveTeam(requester, type, body.team);
  const form = requestForm(type);
  const raw = await withDraftSecrets(tx, context, {
    type,
    raw: body.values,
    userId: actor.id,
    draft: body.draft,
  });
  const checked = await checkFilled(tx, {
    form,
    raw,
    actorId: actor.id,
    today: dayIn(requester.timezone, now),
    previous: null,
    request: {},
  });
  if (!checked.ok || team === null)
    throw invalid([...issues, ...(checked.ok ? [] : checked.issues)]);

  const content = contentOf(type, checked.values);
  const transition = createTransition({
    type,
    values: content.own,
    creator: actor,
    requesterId: requester.id,
    scheduledOn: content.scheduledOn,
    timezone: requester.timezone,
    now,
  });
  const event = await eventOf(tx, {
    transition,
    actorId: actor.id,
    people: {
      actorId: actor.id,
      requesterId: requester.id,
      operatorId: null,
      qaAgentId: null,
      blockedBy: null,
      updateRequestedBy: null,
      cancelledBy: null,
    },
    now,
    fields: form.fields,
    personId: requester.id === actor.id ? undefined : requester.id,
  });
  if (body.draft !== undefined) await removeDraft(tx, actor.id, body.draft);
  const columns = {
    type: type.key,
    requester_id: requester.id,
    creator_id: actor.id,
    team,
    thread_title: threadTitle(type, content.own),
    ...contentColumns(type, content),
    ...progressColumns(transition, content.own, now),
  };
  const { id, code, eventId } = await insertRequest(tx, type.prefix, now, {
    columns,
    event,
    answer: { used, status: transition.to },
  });
  await sealSecrets(tx, context.secretBox, id, content.secrets);
  await attachFiles(tx, {
    requestId: id,
    eventId,
    actorId: actor.id,
    files: fileIds(form, checked.values).map(({ field, fileId }) => ({ place: field, fileId })),
  });
  return { code, status: transition.to };
}

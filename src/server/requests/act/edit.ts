import type { ActionBody } from '../../../domain/api/requests.ts';
import type { Issue } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/kernel/calendar.ts';
import { peopleBefore } from '../../../domain/notifications/recipients.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import { changedFields, type FieldChange } from '../../../domain/requests/changes.ts';
import { DEFAULT_PRIORITY } from '../../../domain/requests/common-fields.ts';
import type { RequestType, Values } from '../../../domain/requests/define.ts';
import { editTransition } from '../../../domain/requests/edit-transition.ts';
import {
  fileIds,
  ownFields,
  requestForm,
  secretFields,
} from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { attachFiles } from '../../files/commands.ts';
import { checkFilled, invalid, withDraftSecrets } from '../checked-form.ts';
import { recordTransition } from '../history/record-transition.ts';
import { openSecrets, sealSecrets } from '../secrets/commands.ts';
import { deleteSecrets } from '../secrets/queries.ts';
import {
  contentColumns,
  contentOf,
  formValues,
  type RequestRow,
  stateOf,
} from '../stored-request.ts';
import { findTimezone } from './queries.ts';
import { refused } from './refused.ts';

/**
 * L19: the complete form like at creation, checked against what is stored: unchanged dates, files
 * and secrets stay as they are. Nothing different leaves the request, its version and its history
 * untouched. The caller holds the row's lock and has asked the lifecycle.
 *
 * @throws DomainError `validation_failed` with every issue at its field
 */
export async function editRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  row: RequestRow,
  body: ActionBody,
  policy: Policy,
): Promise<void> {
  const type = requestType(row.type);
  const form = requestForm(type);
  const state = stateOf(row);
  const previous = formValues(row, type);
  const timezone = row.scheduled_timezone ?? (await findTimezone(tx, row.requester_id));
  const draft = { type, raw: body.values, userId: actor.id, draft: body.draft };
  const checked = await checkFilled(tx, {
    form,
    raw: keepSettledDate(await withDraftSecrets(tx, context, draft), row),
    actorId: actor.id,
    requestId: row.id,
    today: dayIn(timezone, policy.now),
    previous,
    request: {},
  });
  const issues = [...settledDateIssues(body.values, row), ...(checked.ok ? [] : checked.issues)];
  if (issues.length > 0) throw invalid(issues);

  const read = await withUnchangedSecrets(tx, context, row, type, checked.values);
  const values = type.schedulable ? { priority: DEFAULT_PRIORITY, ...read } : read;
  const content = contentOf(type, values);
  const changes = changesOf(type, previous, values);
  if (changes.length === 0) return;
  const own = new Set(ownFields(type).map((field) => field.name));
  const edit = {
    values: content.own,
    scheduledOn: content.scheduledOn,
    timezone,
    changes,
    changesOwnFields: changes.some(({ field }) => own.has(field)),
  };
  const outcome = editTransition(actor, state, edit, body.version ?? null, policy);
  if (!outcome.ok) throw await refused(tx, actor, row, 'edit', outcome, policy.now);

  const eventId = await recordTransition(
    tx,
    row.id,
    {
      transition: outcome,
      actorId: actor.id,
      people: peopleBefore(state, actor.id),
      now: policy.now,
      fields: form.fields,
    },
    content.own,
    contentColumns(type, content),
  );
  const gone = secretFields(type)
    .map(({ name }) => name)
    .filter((name) => previous[name] !== undefined && content.own[name] === undefined);
  if (gone.length > 0) await deleteSecrets(tx, row.id, gone);
  await sealSecrets(tx, context.secretBox, row.id, content.secrets);
  await attachFiles(tx, {
    requestId: row.id,
    eventId,
    actorId: actor.id,
    files: fileIds(form, values).map(({ field, fileId }) => ({ place: field, fileId })),
  });
}

/** L19: a pending request's date is settled; leaving it out leaves it as it is. */
function keepSettledDate(raw: Values, row: RequestRow): Values {
  if (row.status !== 'pending') return raw;
  const { scheduledOn: _, ...rest } = raw;
  return row.scheduled_on === null ? rest : { ...rest, scheduledOn: row.scheduled_on };
}

function settledDateIssues({ scheduledOn }: Values, row: RequestRow): readonly Issue[] {
  const given = scheduledOn !== undefined && scheduledOn !== null && scheduledOn !== '';
  if (row.status !== 'pending' || !given || scheduledOn === row.scheduled_on) return [];
  const message = 'The date can be changed only before the request becomes pending';
  return [{ path: 'scheduledOn', message }];
}

/** A secret typed again as it is stored has not changed: it stays kept. */
async function withUnchangedSecrets(
  tx: Tx,
  context: Context,
  row: RequestRow,
  type: RequestType,
  values: Values,
): Promise<Values> {
  const typed = secretFields(type).filter(({ name }) => typeof values[name] === 'string');
  if (typed.length === 0) return values;
  const stored = await openSecrets(tx, context.secretBox, row.id);
  const unchanged = typed.filter(({ name }) => stored[name] === values[name]);
  return { ...values, ...Object.fromEntries(unchanged.map(({ name }) => [name, row.data[name]])) };
}

/** R3: secrets only as "changed". */
function changesOf(type: RequestType, before: Values, after: Values): readonly FieldChange[] {
  const secret = new Set(secretFields(type).map(({ name }) => name));
  return changedFields(before, after).map((change) =>
    secret.has(change.field) ? { field: change.field, from: null, to: null, secret: true } : change,
  );
}

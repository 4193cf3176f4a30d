import type { Issue } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/kernel/calendar.ts';
import { peopleBefore } from '../../../domain/notifications/recipients.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import { changedFields, type FieldChange } from '../../../domain/requests/changes.ts';
import { DEFAULT_PRIORITY } from '../../../domain/requests/common-fields.ts';
import type { Form, RequestType, Values } from '../../../domain/requests/define.ts';
import type { Transition } from '../../../domain/requests/lifecycle.ts';
import { fileIds, ownFields, secretFields } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { attachFiles } from '../../files/commands.ts';
import { checkFilled, withDraftSecrets } from '../checked-form.ts';
import { recordTransition } from '../history/record-transition.ts';
import { openSecrets, sealSecrets } from '../secrets/commands.ts';
import { deleteSecrets } from '../secrets/queries.ts';
import {
  type Content,
  contentColumns,
  formValues,
  type RequestColumns,
  type RequestRow,
  stateOf,
} from '../stored-request.ts';
import { findTimezone } from './queries.ts';

/** The content of a stored request, filled in anew as a whole: what L19 and a correction share. */

export interface Refilled {
  readonly form: Form;
  readonly raw: Values;
  readonly draft: string | undefined;
}

/**
 * Checks the complete form against what is stored: unchanged dates, files and secrets stay as they
 * are. Calendar days are the requester's.
 * @returns the values with every issue
 */
export async function readContent(
  tx: Tx,
  context: Context,
  actor: Actor,
  row: RequestRow,
  { form, raw, draft }: Refilled,
  policy: Policy,
): Promise<{ values: Values; issues: readonly Issue[]; timezone: string }> {
  const type = requestType(row.type);
  const timezone = row.scheduled_timezone ?? (await findTimezone(tx, row.requester_id));
  const checked = await checkFilled(tx, {
    form,
    raw: await withDraftSecrets(tx, context, { type, raw, userId: actor.id, draft }),
    actorId: actor.id,
    requestId: row.id,
    today: dayIn(timezone, policy.now),
    previous: formValues(row, type),
    request: {},
  });
  if (!checked.ok) return { values: checked.values, issues: checked.issues, timezone };
  const read = await withUnchangedSecrets(tx, context, row, type, checked.values);
  const values = type.schedulable ? { priority: DEFAULT_PRIORITY, ...read } : read;
  return { values, issues: [], timezone };
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
export function changesOf(
  type: RequestType,
  before: Values,
  after: Values,
): readonly FieldChange[] {
  const secret = new Set(secretFields(type).map(({ name }) => name));
  return changedFields(before, after).map((change) =>
    secret.has(change.field) ? { field: change.field, from: null, to: null, secret: true } : change,
  );
}

/** Whether the content that an approval stands for changes (L19). */
export function changesOwnFields(type: RequestType, changes: readonly FieldChange[]): boolean {
  const own = new Set(ownFields(type).map(({ name }) => name));
  return changes.some(({ field }) => own.has(field));
}

export interface NewContent {
  readonly transition: Transition;
  readonly content: Content;
  /** Everything filled in, files included. */
  readonly values: Values;
  readonly form: Form;
  /** Besides the content's own. */
  readonly columns?: RequestColumns;
}

/**
 * X3, R3: writes the new content with its event, its secrets and its files.
 */
export async function writeContent(
  tx: Tx,
  context: Context,
  actor: Actor,
  row: RequestRow,
  { transition, content, values, form, columns }: NewContent,
  policy: Policy,
): Promise<void> {
  const type = requestType(row.type);
  const eventId = await recordTransition(
    tx,
    row.id,
    {
      transition,
      actorId: actor.id,
      people: peopleBefore(stateOf(row), actor.id),
      now: policy.now,
      fields: form.fields,
    },
    content.own,
    { ...contentColumns(type, content), ...columns },
  );
  const gone = secretFields(type)
    .map(({ name }) => name)
    .filter((name) => row.data[name] !== undefined && content.own[name] === undefined);
  if (gone.length > 0) await deleteSecrets(tx, row.id, gone);
  await sealSecrets(tx, context.secretBox, row.id, content.secrets);
  await attachFiles(tx, {
    requestId: row.id,
    eventId,
    actorId: actor.id,
    files: fileIds(form, values).map(({ field, fileId }) => ({ place: field, fileId })),
  });
}

import type { ActionBody } from '../../../domain/api/requests.ts';
import type { Issue } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { editTransition } from '../../../domain/requests/edit-transition.ts';
import type { Status } from '../../../domain/requests/request.ts';
import { requestForm } from '../../../domain/requests/request-form.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { invalid } from '../checked-form.ts';
import { contentOf, formValues, type RequestRow, stateOf } from '../stored-request.ts';
import { changesOf, changesOwnFields, readContent, writeContent } from './content.ts';
import { refused } from './refused.ts';

/**
 * L19: the complete form like at creation, checked against what is stored. Nothing different leaves
 * the request, its version and its history untouched. The caller holds the row's lock and has asked
 * the lifecycle.
 *
 * @returns the status afterwards
 * @throws DomainError `validation_failed` with every issue at its field
 */
export async function editRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  row: RequestRow,
  body: ActionBody,
  policy: Policy,
): Promise<Status> {
  const type = requestType(row.type);
  const form = requestForm(type);
  const raw = keepSettledDate(body.values, row);
  const filled = { form, raw, draft: body.draft };
  const read = await readContent(tx, context, actor, row, filled, policy);
  const issues = [...settledDateIssues(body.values, row), ...read.issues];
  if (issues.length > 0) throw invalid(issues);

  const { values, timezone } = read;
  const changes = changesOf(type, formValues(row, type), values);
  if (changes.length === 0) return row.status;
  const content = contentOf(type, values);
  const edit = {
    values: content.own,
    scheduledOn: content.scheduledOn,
    timezone,
    changes,
    changesOwnFields: changesOwnFields(type, changes),
  };
  const outcome = editTransition(actor, stateOf(row), edit, body.version ?? null, policy);
  if (!outcome.ok) throw await refused(tx, actor, row, 'edit', outcome, policy.now);
  const written = { transition: outcome, content, values, form };
  await writeContent(tx, context, actor, row, written, policy);
  return outcome.to;
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

import type { ActionBody } from '../../../domain/api/requests.ts';
import type { Issue } from '../../../domain/errors.ts';
import { type Actor, TEAM_NAMES, type Team } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import { correctionForm } from '../../../domain/requests/correct-form.ts';
import { correctTransition } from '../../../domain/requests/correct-transition.ts';
import type { Values } from '../../../domain/requests/define.ts';
import type { Status } from '../../../domain/requests/request.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { invalid } from '../checked-form.ts';
import { contentOf, formValues, type RequestRow, stateOf } from '../stored-request.ts';
import { changesOf, changesOwnFields, readContent, writeContent } from './content.ts';
import { findRequester, moveFigures } from './queries.ts';
import { refused } from './refused.ts';

/**
 * Section 10: an admin puts right what was recorded wrongly, in any status: a field, the team, the
 * requester. The form is checked like a creation, unchanged values are not checked again; frozen
 * prices stay, and what reports count now follows its request to the other team (D5). The caller
 * holds the row's lock and has asked the lifecycle.
 *
 * @returns the status afterwards
 * @throws DomainError `validation_failed` with every issue at its field, or when nothing differs
 */
export async function correctRequest(
  tx: Tx,
  context: Context,
  actor: Actor,
  row: RequestRow,
  body: ActionBody,
  policy: Policy,
  address: string | null,
): Promise<Status> {
  const type = requestType(row.type);
  const form = correctionForm(type);
  const { scheduledOn: _, ...raw } = body.values;
  const filled = { form, raw, draft: body.draft };
  const read = await readContent(tx, context, actor, row, filled, policy);
  const issues = [...read.issues, ...dateIssues(body.values, row)];
  const { reason, team, requester, ...rest }: Filled = read.values;
  if (requester !== undefined && requester !== row.requester_id) {
    issues.push(...(await requesterIssues(tx, requester, team)));
  }
  const isComplete = reason !== undefined && team !== undefined && requester !== undefined;
  if (issues.length > 0 || !isComplete) throw invalid(issues);

  const values: Values =
    row.scheduled_on === null ? rest : { ...rest, scheduledOn: row.scheduled_on };
  const changes = changesOf(
    type,
    { ...formValues(row, type), team: row.team, requester: row.requester_id },
    { ...values, team, requester },
  );
  if (changes.length === 0) throw invalid([NOTHING_DIFFERS]);
  const content = contentOf(type, values);
  const correction = {
    values: content.own,
    requesterId: requester,
    changes,
    changesOwnFields: changesOwnFields(type, changes),
    reason,
  };
  const outcome = correctTransition(actor, stateOf(row), correction, body.version ?? null, policy);
  if (!outcome.ok) throw await refused(tx, actor, row, 'correct', outcome, policy.now);
  const columns = { team, requester_id: requester };
  const written = { transition: outcome, content, values, form, columns };
  await writeContent(tx, context, actor, row, written, policy);
  if (team !== row.team) await moveFigures(tx, row.id, team, policy.now);
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'request_corrected',
    target: row.code,
    details: { fields: changes.map(({ field }) => field) },
    address,
    now: policy.now,
  });
  return outcome.to;
}

/** What `correctionForm` reads: complete unless there are issues. */
interface Filled extends Values {
  readonly reason?: string;
  readonly team?: Team;
  readonly requester?: number;
}

const NOTHING_DIFFERS: Issue = {
  path: '',
  message: 'Nothing differs from what is recorded. Change the team, the requester or a field.',
};

function dateIssues({ scheduledOn }: Values, row: RequestRow): Issue[] {
  const given = scheduledOn !== undefined && scheduledOn !== null && scheduledOn !== '';
  if (!given || scheduledOn === row.scheduled_on) return [];
  return [{ path: 'scheduledOn', message: 'The date is not corrected here; edit the request' }];
}

/** P1: whoever the request comes to belong to is active and in the team it is for. */
async function requesterIssues(tx: Tx, id: number, team: Team | undefined): Promise<Issue[]> {
  const person = await findRequester(tx, id);
  if (person === undefined || !person.is_active) {
    return [{ path: 'requester', message: 'This person has no active account' }];
  }
  if (team === undefined || person.teams.includes(team)) return [];
  const message = `This person is not a member of ${TEAM_NAMES[team]}`;
  return [{ path: 'requester', message }];
}

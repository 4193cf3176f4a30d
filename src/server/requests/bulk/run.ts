import type { FastifyBaseLogger } from 'fastify';
import type { BulkAction, BulkAnswer, BulkBody } from '../../../domain/api/bulk.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/people.ts';
import { ACTIONS } from '../../../domain/requests/actions.ts';
import { isAllowed, reasonOf, type Verdict } from '../../../domain/requests/bulk.ts';
import type { Status } from '../../../domain/requests/request.ts';
import { writeAudit } from '../../audit/queries.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { beginWork, once, partOf } from '../../http/idempotency.ts';
import { answerOnce, findAnswer, type UsedKey } from '../../http/idempotency-queries.ts';
import { actOnRequest } from '../act/commands.ts';
import { invalid } from '../checked-form.ts';
import { notFound } from '../not-found.ts';
import { type Expected, type RowAnswer, refusedOutcome } from './outcome.ts';
import { findActor } from './queries.ts';
import { loadSelection, type Selection } from './selection.ts';
import { valuesFor, valuesIssues } from './values.ts';

/** Enough to keep the database busy between round trips, and few of the connections of a process. */
const ROWS_AT_ONCE = 4;

interface Run {
  readonly action: BulkAction;
  readonly values: BulkBody['values'];
  readonly used: UsedKey | null;
  readonly address: string | null;
  readonly log: FastifyBaseLogger;
}

/**
 * One action on many requests, each in a transaction of its own and by the checks of a single one
 * (X1–X3): what is wrong with one row stops no other. Goes on to its end although nobody waits for
 * the answer any more; repeated with the same key it does only what is left.
 *
 * @param used the idempotency key, if there is one
 * @returns the result of each request, in the order asked, each once
 * @throws DomainError `validation_failed` for what is wrong whichever the row; nothing is done then
 */
export async function runBulk(
  context: Context,
  actor: Actor,
  body: BulkBody,
  by: Pick<Run, 'used' | 'address' | 'log'>,
): Promise<BulkAnswer> {
  requireVersions(body);
  const begun = await beginWork<BulkAnswer, readonly Row[]>(context, by.used, (tx) =>
    planRun(tx, context, actor, body),
  );
  if ('answer' in begun) return begun.answer;
  const run: Run = { action: body.action, values: body.values, ...by };
  const rows = await inLanes(begun.prepared, ROWS_AT_ONCE, (row) =>
    runRow(context, actor, run, row),
  );
  return finish(context, actor, run, rows);
}

async function planRun(
  db: Db,
  context: Context,
  actor: Actor,
  { action, rows, values }: BulkBody,
): Promise<readonly Row[]> {
  const codes = rows.map(({ code }) => code);
  const selection = await loadSelection(db, context, actor, codes);
  const verdicts = selection.verdicts(action);
  const sample = verdicts.find(isAllowed)?.request;
  const issues = valuesIssues(action, values, sample, selection.policy.now);
  if (issues.length > 0) throw invalid(issues);
  // Of a code that was sent twice, the first counts.
  const versions = new Map(rows.toReversed().map(({ code, version }) => [code, version]));
  const byCode = new Map(verdicts.map((verdict) => [verdict.request.code, verdict]));
  return selection.codes.map((code) =>
    expectedOf(selection, code, byCode.get(code), versions.get(code)),
  );
}

/** X1: what they decided by; asked for by the actions that replace what others may have changed. */
function requireVersions({ action, rows }: BulkBody): void {
  if (!ACTIONS[action].needsVersion) return;
  const message = 'Send the version of the request that you saw';
  const issues = rows.flatMap(({ version }, index) =>
    version === undefined ? [{ path: `rows.${index}.version`, message }] : [],
  );
  if (issues.length > 0) throw invalid(issues);
}

type Row = RowAnswer | (Expected & { readonly unfit: string | null });

/** P3: what is not to be seen is answered like what does not exist, and never asked about again. */
function expectedOf(
  { rows }: Selection,
  code: string,
  verdict: Verdict | undefined,
  version: number | undefined,
): Row {
  const row = rows.get(code);
  if (row === undefined || verdict === undefined) {
    return { code, outcome: 'refused', status: null, reason: notFound().message };
  }
  const unfit = verdict.unfit === null ? null : reasonOf(verdict);
  return { code, row, version, wasAllowed: isAllowed(verdict), unfit };
}

async function runRow(context: Context, actor: Actor, run: Run, row: Row): Promise<RowAnswer> {
  if ('outcome' in row) return row;
  const { code } = row;
  if (row.unfit !== null) {
    return { code, outcome: 'refused', status: row.row.status, reason: row.unfit };
  }
  try {
    const status = await act(context, actor, run, row);
    return { code, outcome: 'done', status, reason: null };
  } catch (error) {
    const refused = refusedOutcome(error, row);
    if (refused !== null) return refused;
    run.log.error({ err: error, code, action: run.action }, 'a row of a bulk action failed');
    const reason = 'Something failed on our side. Try it again.';
    return { code, outcome: 'failed', status: row.row.status, reason };
  }
}

/** The status afterwards; of a row that was done under the same key before, the one it had then. */
async function act(
  context: Context,
  actor: Actor,
  { action, values, used, address }: Run,
  { code, row, version }: Expected,
): Promise<Status> {
  const body = {
    values: valuesFor(action, values, row),
    ...(version === undefined ? {} : { version }),
  };
  const key = used === null ? null : partOf(used, code);
  const done = await once(context, key, async (tx) => {
    // A run takes seconds: whoever was demoted or deactivated meanwhile acts as what they are now.
    const self = await findActor(tx, actor.id);
    if (self === undefined) throw new DomainError('not_allowed', 'Your account is not active.');
    return {
      status: 200,
      body: await actOnRequest(tx, context, self, code, action, body, address),
    };
  });
  return done.body;
}

/** The answer with its one audit entry; whoever did the same at the same time gets the same. */
async function finish(
  context: Context,
  actor: Actor,
  { action, used, address }: Run,
  rows: readonly RowAnswer[],
): Promise<BulkAnswer> {
  const of = (outcome: RowAnswer['outcome']) => rows.filter((row) => row.outcome === outcome);
  const done = of('done').map(({ code }) => code);
  const answer: BulkAnswer = { rows: [...rows], done: done.length };
  return inTransaction(context.db, async (tx) => {
    if (used !== null && !(await answerOnce(tx, used, { status: 200, body: answer }))) {
      return (await findAnswer<BulkAnswer>(tx, used)).answer.body;
    }
    if (done.length > 0) {
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'requests_changed_in_bulk',
        target: null,
        details: {
          action,
          done: done.length,
          refused: of('refused').length,
          changedMeanwhile: of('changed_meanwhile').length,
          failed: of('failed').length,
          codes: done,
        },
        address,
        now: context.now(),
      });
    }
    return answer;
  });
}

/** The results in the order of the items; each lane takes the next one when it is done with the last. */
async function inLanes<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

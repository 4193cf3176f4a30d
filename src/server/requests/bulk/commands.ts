import {
  BULK_ACTIONS,
  type BulkChoices,
  type BulkPreview,
  type BulkPreviewBody,
} from '../../../domain/api/bulk.ts';
import type { Actor } from '../../../domain/people.ts';
import { isAllowed, isEver, mainReason, reasonOf } from '../../../domain/requests/bulk.ts';
import { requestTitle } from '../../../domain/requests/naming.ts';
import { requestType } from '../../../domain/requests/types/index.ts';
import type { Context } from '../../context.ts';
import { notFound } from '../not-found.ts';
import { loadSelection } from './selection.ts';

/**
 * X2, P3: every action that this person could ever take on one of these requests, with how many of
 * them it is possible for now. What they may not see counts as refused, like what does not exist.
 */
export async function readChoices(
  context: Context,
  actor: Actor,
  asked: readonly string[],
): Promise<BulkChoices> {
  const selection = await loadSelection(context.db, context, actor, asked);
  const choices = BULK_ACTIONS.flatMap((action) => {
    const verdicts = selection.verdicts(action);
    if (!isEver(verdicts)) return [];
    const allowed = verdicts.filter(isAllowed).length;
    return {
      action,
      allowed,
      refused: selection.codes.length - allowed,
      reason: allowed === 0 ? mainReason(verdicts) : null,
    };
  });
  return { choices };
}

/** X2, P3: which of these requests the action would change, and why not the others. Writes nothing. */
export async function previewBulk(
  context: Context,
  actor: Actor,
  { action, codes }: BulkPreviewBody,
): Promise<BulkPreview> {
  const selection = await loadSelection(context.db, context, actor, codes);
  const verdicts = new Map(
    selection.verdicts(action).map((verdict) => [verdict.request.code, verdict]),
  );
  const rows = selection.codes.map((code): BulkPreview['rows'][number] => {
    const verdict = verdicts.get(code);
    if (verdict === undefined) {
      return { code, title: null, status: null, version: null, reason: notFound().message };
    }
    const { type, values, status, version } = verdict.request;
    const title = requestTitle(requestType(type), values);
    return { code, title, status, version, reason: reasonOf(verdict) };
  });
  return { action, rows, allowed: rows.filter(({ reason }) => reason === null).length };
}

import type { BulkAction } from '../../../domain/api/bulk.ts';
import type { Actor } from '../../../domain/people.ts';
import type { Policy } from '../../../domain/permissions.ts';
import { bulkVerdicts, type Verdict } from '../../../domain/requests/bulk.ts';
import type { RequestState } from '../../../domain/requests/request.ts';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/pool.ts';
import { loadPolicy } from '../policy.ts';
import { type RequestRow, stateOf } from '../stored-request.ts';
import { findRequests } from './queries.ts';

/** What somebody selected, as far as they may see it (P3), and what they may do with it (X2). */
export interface Selection {
  /** As asked, each once. */
  readonly codes: readonly string[];
  readonly rows: ReadonlyMap<string, RequestRow>;
  readonly verdicts: (action: BulkAction) => readonly Verdict<RequestState>[];
  readonly policy: Policy;
}

export async function loadSelection(
  db: Db,
  context: Context,
  actor: Actor,
  asked: readonly string[],
): Promise<Selection> {
  const codes = [...new Set(asked)];
  const found = await findRequests(db, actor, codes);
  const policy = await loadPolicy(db, context);
  const rows = new Map(found.map((row) => [row.code, row]));
  const states = codes.flatMap((code) => {
    const row = rows.get(code);
    return row === undefined ? [] : [stateOf(row)];
  });
  return {
    codes,
    rows,
    policy,
    verdicts: (action) => bulkVerdicts(actor, action, states, policy),
  };
}

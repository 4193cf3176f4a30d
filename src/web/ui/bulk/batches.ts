import type { BulkAnswer, BulkBody } from '../../../domain/api/bulk.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Outcome } from '../../api/bulk.ts';
import { Unreachable } from '../../api/client.ts';

/**
 * A run over many requests, a few at a time, so that progress shows and it can be stopped. A batch
 * keeps its key over every attempt: what was answered into the void is found again, never done twice.
 */

export type BulkRow = BulkBody['rows'][number];

export interface Batch {
  readonly key: string;
  readonly rows: readonly BulkRow[];
}

export interface RowResult {
  readonly code: string;
  readonly outcome: Outcome;
  readonly status: Status | null;
  readonly reason: string | null;
}

/** Small enough that something moves every second or two. */
export const BATCH_ROWS = 20;

export function batchesOf(rows: readonly BulkRow[], newKey: () => string): readonly Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < rows.length; at += BATCH_ROWS) {
    batches.push({ key: newKey(), rows: rows.slice(at, at + BATCH_ROWS) });
  }
  return batches;
}

interface Run {
  readonly batches: readonly Batch[];
  readonly send: (batch: Batch) => Promise<BulkAnswer>;
  /** Told after each batch how many rows have their result. */
  readonly onProgress: (results: readonly RowResult[]) => void;
  readonly isStopped: () => boolean;
}

/**
 * One batch after another. Once the server cannot be reached the rest is not sent.
 *
 * @throws whatever refused the very first batch as a whole: nothing was done, and the form says why
 */
export async function runBatches(run: Run): Promise<readonly RowResult[]> {
  let results: readonly RowResult[] = [];
  let isCut = false;
  for (const batch of run.batches) {
    if (isCut || run.isStopped()) {
      results = [...results, ...allOf(batch, 'not_sent', null)];
      continue;
    }
    try {
      const answer = await run.send(batch);
      results = [...results, ...answer.rows];
    } catch (error) {
      isCut = error instanceof Unreachable;
      if (!isCut && results.length === 0) throw error;
      const reason = error instanceof Error && !isCut ? error.message : null;
      results = [...results, ...allOf(batch, isCut ? 'unanswered' : 'failed', reason)];
    }
    run.onProgress(results);
  }
  return results;
}

export function allOf(batch: Batch, outcome: Outcome, reason: string | null): readonly RowResult[] {
  return batch.rows.map(({ code }) => ({ code, outcome, status: null, reason }));
}

const TO_TRY_AGAIN: ReadonlySet<Outcome> = new Set(['failed', 'unanswered', 'not_sent']);

export function isToTryAgain({ outcome }: RowResult): boolean {
  return TO_TRY_AGAIN.has(outcome);
}

/**
 * What another attempt sends: batches without an answer just as they were, so that the server knows
 * them; rows that failed on their own anew.
 */
export function batchesToTryAgain(
  batches: readonly Batch[],
  results: readonly RowResult[],
  newKey: () => string,
): readonly Batch[] {
  const outcomes = new Map(results.map(({ code, outcome }) => [code, outcome]));
  const isWhole = ({ rows }: Batch): boolean =>
    rows.every(({ code }) => ['unanswered', 'not_sent'].includes(outcomes.get(code) ?? ''));
  const failed = batches
    .filter((batch) => !isWhole(batch))
    .flatMap(({ rows }) => rows)
    .filter(({ code }) => outcomes.get(code) === 'failed');
  return [...batches.filter(isWhole), ...batchesOf(failed, newKey)];
}

/** The later result of a row replaces the earlier, in its place. */
export function withLater(
  before: readonly RowResult[],
  later: readonly RowResult[],
): readonly RowResult[] {
  const fresh = new Map(later.map((result) => [result.code, result]));
  return before.map((result) => fresh.get(result.code) ?? result);
}

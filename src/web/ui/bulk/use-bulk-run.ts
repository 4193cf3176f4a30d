import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { BulkAction } from '../../../domain/api/bulk.ts';
import type { Values } from '../../../domain/requests/define.ts';
import { runBulk } from '../../api/bulk.ts';
import { newIdempotencyKey } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import {
  allOf,
  type Batch,
  type BulkRow,
  batchesOf,
  batchesToTryAgain,
  type RowResult,
  runBatches,
  withLater,
} from './batches.ts';

export type BulkState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'running'; readonly done: number; readonly all: number }
  | { readonly kind: 'over'; readonly results: readonly RowResult[] };

export interface BulkRun {
  readonly state: BulkState;
  readonly isStopping: boolean;
  /** Rejects when the server refused everything at once: what was typed is at fault, or the person. */
  readonly start: (rows: readonly BulkRow[], values: Values) => Promise<void>;
  readonly tryAgain: () => Promise<void>;
  readonly stop: () => void;
}

/** Takes one action on many rows, with progress, a stop and a second attempt at what failed. */
export function useBulkRun(action: BulkAction): BulkRun {
  const client = useQueryClient();
  const [state, setState] = useState<BulkState>({ kind: 'ready' });
  const [isStopping, setStopping] = useState(false);
  const stopped = useRef(false);
  const attempt = useRef<{ batches: readonly Batch[]; values: Values }>({
    batches: [],
    values: {},
  });

  async function send(batches: readonly Batch[], values: Values): Promise<readonly RowResult[]> {
    const all = batches.reduce((sum, { rows }) => sum + rows.length, 0);
    attempt.current = { batches, values };
    stopped.current = false;
    setStopping(false);
    setState({ kind: 'running', done: 0, all });
    try {
      return await runBatches({
        batches,
        send: ({ key, rows }) => runBulk({ action, rows: [...rows], values }, key),
        onProgress: (results) => setState({ kind: 'running', done: results.length, all }),
        isStopped: () => stopped.current,
      });
    } finally {
      // Whatever came of it: pages, lists and counts show it as it is now.
      void client.invalidateQueries({ queryKey: keys.requests });
      void client.invalidateQueries({ queryKey: ['bulk', 'choices'] });
    }
  }

  return {
    state,
    isStopping,
    start: async (rows, values) => {
      try {
        setState({
          kind: 'over',
          results: await send(batchesOf(rows, newIdempotencyKey), values),
        });
      } catch (error) {
        setState({ kind: 'ready' });
        throw error;
      }
    },
    tryAgain: async () => {
      if (state.kind !== 'over') return;
      const { results } = state;
      const { batches, values } = attempt.current;
      const again = batchesToTryAgain(batches, results, newIdempotencyKey);
      const later = await send(again, values).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : null;
        return again.flatMap((batch) => allOf(batch, 'failed', reason));
      });
      setState({ kind: 'over', results: withLater(results, later) });
    },
    stop: () => {
      stopped.current = true;
      setStopping(true);
    },
  };
}

import { expect, test } from 'vitest';
import type { BulkAnswer } from '../../../domain/api/bulk.ts';
import { Unreachable } from '../../api/client.ts';
import {
  BATCH_ROWS,
  type Batch,
  batchesOf,
  batchesToTryAgain,
  type RowResult,
  runBatches,
  withLater,
} from './batches.ts';

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ code: `R${at}` }));

function keys() {
  let made = 0;
  return () => {
    made += 1;
    return `key-${made}`;
  };
}

function allDone(batch: Batch): BulkAnswer {
  return {
    rows: batch.rows.map(({ code }) => ({
      code,
      outcome: 'done',
      status: 'pending',
      reason: null,
    })),
    done: batch.rows.length,
  };
}

function run(batches: readonly Batch[], send: (batch: Batch, at: number) => BulkAnswer) {
  const progress: number[] = [];
  let at = 0;
  const over = runBatches({
    batches,
    send: async (batch) => {
      at += 1;
      return send(batch, at);
    },
    onProgress: (results) => progress.push(results.length),
    isStopped: () => false,
  });
  return { over, progress };
}

const count = (results: readonly RowResult[], outcome: string) =>
  results.filter((result) => result.outcome === outcome).length;

test('every row is sent once, in order, with progress after each batch', async () => {
  const batches = batchesOf(rows(45), keys());
  expect(batches.map((batch) => batch.rows.length)).toEqual([BATCH_ROWS, BATCH_ROWS, 5]);
  expect(new Set(batches.map(({ key }) => key)).size).toBe(3);
  const { over, progress } = run(batches, allDone);
  expect((await over).map(({ code }) => code)).toEqual(rows(45).map(({ code }) => code));
  expect(progress).toEqual([20, 40, 45]);
});

test('X1: a batch without an answer is sent again as it was, under the same key', async () => {
  const newKey = keys();
  const batches = batchesOf(rows(45), newKey);
  const results = await run(batches, (batch, at) => {
    if (at === 2) throw new Unreachable('gone');
    return allDone(batch);
  }).over;
  expect(count(results, 'done')).toBe(20);
  expect(count(results, 'unanswered')).toBe(20);
  expect(count(results, 'not_sent')).toBe(5);
  expect(batchesToTryAgain(batches, results, newKey)).toEqual(batches.slice(1));
});

test('rows that failed on their own are sent again under a new key, the others are not', async () => {
  const newKey = keys();
  const batches = batchesOf(rows(3), newKey);
  const results = await run(batches, (batch) => ({
    rows: allDone(batch).rows.map((row) =>
      row.code === 'R1' ? { ...row, outcome: 'failed' } : row,
    ),
    done: 2,
  })).over;
  const again = batchesToTryAgain(batches, results, newKey);
  expect(again).toEqual([{ key: 'key-2', rows: [{ code: 'R1' }] }]);
  const later = await run(again, allDone).over;
  expect(withLater(results, later).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
});

test('a refusal of the first batch is the form’s; one of a later batch is its rows’', async () => {
  const batches = batchesOf(rows(25), keys());
  const refuse = () => {
    throw new Error('The reason is too long');
  };
  await expect(run(batches, refuse).over).rejects.toThrow('too long');
  const results = await run(batches, (batch, at) => (at === 1 ? allDone(batch) : refuse())).over;
  expect(count(results, 'done')).toBe(20);
  expect(results.filter(({ outcome }) => outcome === 'failed')).toHaveLength(5);
  expect(results.at(-1)?.reason).toBe('The reason is too long');
});

test('stopped, the rest is not sent', async () => {
  const batches = batchesOf(rows(45), keys());
  let sent = 0;
  const results = await runBatches({
    batches,
    send: async (batch) => {
      sent += 1;
      return allDone(batch);
    },
    onProgress: () => undefined,
    isStopped: () => sent === 1,
  });
  expect(sent).toBe(1);
  expect(count(results, 'not_sent')).toBe(25);
});

import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, type TestUser } from '../../../tests/helpers/actors.ts';
import { useApp } from '../../../tests/helpers/app.ts';
import { useS3Store } from '../../../tests/helpers/s3-store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/transaction.ts';
import { attachFiles } from './commands.ts';
import { addFile, addRequest } from './files.testing.ts';
import { newStorageKey } from './storage-key.ts';
import { FileMissing } from './store.ts';
import { sweepFiles } from './sweep.ts';

/**
 * F5: whatever is attached, swept and left at the same moment, in whatever order the database and
 * the store come to it, no file of a request ever loses its bytes.
 */

const bucket = useS3Store({ pageSize: 5 });
const test = useApp();
let user: TestUser;
beforeAll(async () => {
  user = await makeUser(test.db);
});

type Fate = 'attached before' | 'attached meanwhile' | 'left' | 'without a row';
const fates: readonly Fate[] = ['attached before', 'attached meanwhile', 'left', 'without a row'];

interface Made {
  readonly id: string | null;
  readonly key: string;
  readonly fate: Fate;
}

async function make(context: Context, fate: Fate): Promise<Made> {
  const key = newStorageKey();
  await context.files.put(key, Readable.from([key]));
  const id =
    fate === 'without a row'
      ? null
      : await addFile(test.db, user.id, { storageKey: key, uploadedAt: test.clock.now() });
  return { id, key, fate };
}

const attach = (request: { id: number; eventId: number }, fileId: string | null) =>
  inTransaction(test.db, (tx) =>
    attachFiles(tx, {
      requestId: request.id,
      eventId: request.eventId,
      actorId: user.id,
      files: fileId === null ? [] : [{ fileId, place: 'file' }],
    }),
  );

const contentOf = async (context: Context, key: string) => {
  try {
    return await text(await context.files.get(key));
  } catch (error) {
    if (error instanceof FileMissing) return null;
    throw error;
  }
};

async function race(context: Context, plan: readonly Fate[], sweeps: number): Promise<void> {
  test.clock.set(new Date().toISOString());
  const made = await Promise.all(plan.map((fate) => make(context, fate)));
  const request = await addRequest(test.db, user.id);
  for (const { id, fate } of made) if (fate === 'attached before') await attach(request, id);
  test.clock.advance({ hours: 25 });
  const attachments = made.map(({ id, fate }) =>
    fate === 'attached meanwhile' ? attach(request, id) : Promise.resolve(),
  );
  const swept = Array.from({ length: sweeps }, () => sweepFiles(context));
  const outcomes = await Promise.allSettled(attachments);
  await Promise.all(swept);
  // What was in the middle of being attached is left for the next one.
  await sweepFiles(context);
  for (const [index, { key, fate }] of made.entries()) {
    const isAttached =
      fate === 'attached before' ||
      (fate === 'attached meanwhile' && outcomes[index]?.status === 'fulfilled');
    expect(await contentOf(context, key), fate).toBe(isAttached ? key : null);
  }
}

describe.each([
  ['a folder', () => test.context],
  ['a bucket', () => ({ ...test.context, files: bucket.store })],
])('F5 sweeping %s while requests are created', (_, context) => {
  it('never removes a file of a request, and every other one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (plan, sweeps) => race(context(), plan, sweeps),
      ),
      { numRuns: 12, endOnFailure: true },
    );
  }, 60_000);
});

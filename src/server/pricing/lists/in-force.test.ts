import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser } from '../../../../tests/helpers/actors.ts';
import { useDatabase } from '../../../../tests/helpers/database.ts';
import { publishList } from '../../../../tests/helpers/prices.ts';
import {
  addDays,
  instant,
  instantFromEpochMs,
  parseCalendarDay,
} from '../../../domain/kernel/calendar.ts';
import { listInForce } from '../../../domain/pricing/price-list.ts';
import { findListInForce, hasListInForce } from '../queries.ts';
import { findLists } from './queries.ts';
import { predecessorOf, published, stateOf, summaryView } from './view.ts';

const database = useDatabase();
let by = 0;
beforeAll(async () => {
  by = (await makeUser(database.db, { roles: ['admin'] })).id;
});

const FIRST = instant('2026-03-01T00:00:00Z');
const DAY_MS = 86_400_000;
const firstMs = Date.parse(FIRST);
const day = (offset: number) => {
  const parsed = parseCalendarDay('2026-03-01');
  if (parsed === null) throw new Error('not a day');
  return addDays(parsed, offset);
};

/** Few days and many lists, so that days and instants meet. */
const anyList = fc
  .record({
    publishedMs: fc.oneof(
      fc.integer({ min: 0, max: 6 * DAY_MS }),
      fc.integer({ min: 0, max: 6 }).map((days) => days * DAY_MS),
    ),
    ahead: fc.integer({ min: 0, max: 4 }),
    withdrawnAfter: fc.option(fc.integer({ min: 0, max: 4 * DAY_MS }), { nil: null, freq: 3 }),
  })
  .map(({ publishedMs, ahead, withdrawnAfter }) => {
    const effectiveMs = (Math.floor(publishedMs / DAY_MS) + ahead) * DAY_MS;
    const withdrawnMs = withdrawnAfter === null ? null : publishedMs + withdrawnAfter;
    return {
      publishedMs,
      effectiveDay: effectiveMs / DAY_MS,
      // Only before its day.
      withdrawnMs: withdrawnMs !== null && withdrawnMs < effectiveMs ? withdrawnMs : null,
    };
  });
const anyInstants = fc.array(
  fc.oneof(
    fc.integer({ min: -DAY_MS, max: 11 * DAY_MS }),
    fc.integer({ min: 0, max: 10 }).map((days) => days * DAY_MS),
    fc.integer({ min: 0, max: 10 }).map((days) => days * DAY_MS - 1),
  ),
  { minLength: 8, maxLength: 8 },
);

type Generated = { publishedMs: number; effectiveDay: number; withdrawnMs: number | null };

/** Replaces all lists, as if they had been published one after the other. */
async function store(lists: readonly Generated[]): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    await sql`DELETE FROM price_list_prices`.execute(tx);
    await sql`DELETE FROM price_lists`.execute(tx);
  });
  const inOrder = [...lists].sort((a, b) => a.publishedMs - b.publishedMs);
  for (const [index, { publishedMs, effectiveDay, withdrawnMs }] of inOrder.entries()) {
    const { id } = await publishList(database.db, {
      by,
      version: index + 1,
      effectiveOn: day(effectiveDay),
      publishedAt: instantFromEpochMs(firstMs + publishedMs),
    });
    if (withdrawnMs === null) continue;
    await database.db
      .updateTable('price_lists')
      .set({ withdrawn_at: instantFromEpochMs(firstMs + withdrawnMs), withdrawn_by: by })
      .where('id', '=', id)
      .execute();
  }
}

describe('M2 the list in force', () => {
  it('is the same to the domain, to the database and to the state that pages show', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyList, { maxLength: 6 }),
        anyInstants,
        async (generated, offsets) => {
          await store(generated);
          const rows = await findLists(database.db);
          const lists = published(rows);
          expect(lists).toHaveLength(generated.length);
          for (const offset of offsets) {
            const at = instantFromEpochMs(firstMs + offset);
            const inForce = listInForce(lists, at);
            expect((await findListInForce(database.db, at))?.id).toBe(inForce?.id);
            expect(await hasListInForce(database.db, at)).toBe(inForce !== null);
            const states = lists.map((list) => stateOf(list, lists, at));
            expect(lists.filter((_, index) => states[index] === 'in_force')).toEqual(
              inForce === null ? [] : [inForce],
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('ends on the day on which its successor begins, and the successor is compared with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyList, { minLength: 1, maxLength: 6 }), async (generated) => {
        await store(generated);
        const lists = published(await findLists(database.db));
        // After everything was published, and before anything else is.
        const now = instantFromEpochMs(firstMs + 30 * DAY_MS);
        const names = { one: (id: number) => ({ id, name: 'Ada Example', isActive: true }) };
        const facts = { names, pricedRequests: 0, now };
        for (const list of lists.filter(({ withdrawnAt }) => withdrawnAt === null)) {
          const { endsOn } = summaryView(list, lists, facts);
          const atEnd = (ms: number) =>
            endsOn === null
              ? null
              : listInForce(lists, instantFromEpochMs(Date.parse(`${endsOn}T00:00:00Z`) + ms));
          if (endsOn === null) {
            expect(listInForce(lists, now)?.id).toBe(list.id);
            continue;
          }
          // By the end of that day another one applies; the day before, if it had begun, none later did.
          expect(atEnd(DAY_MS - 1)?.id).not.toBe(list.id);
          if (endsOn > list.effectiveOn) expect(atEnd(-1)?.id).toBe(list.id);
          const successor = lists.find(
            (other) => other.withdrawnAt === null && predecessorOf(other, lists)?.id === list.id,
          );
          expect(successor?.effectiveOn).toBe(endsOn);
        }
      }),
      { numRuns: 40 },
    );
  });
});

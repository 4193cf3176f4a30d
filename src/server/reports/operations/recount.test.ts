import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, makeUser, type TestUser } from '../../../../tests/helpers/actors.ts';
import { useApp } from '../../../../tests/helpers/app.ts';
import type { OperationsAnswer, Work } from '../../../domain/api/reports.ts';
import { type CalendarDay, instant } from '../../../domain/kernel/calendar.ts';
import { TEAMS } from '../../../domain/people.ts';
import { inTransaction } from '../../db/transaction.ts';
import { foldMonth } from '../rollups/commands.ts';
import { anyLife, live, type People, redactSome } from './lives.testing.ts';
import { readLives, recount } from './recount.testing.ts';

/** D5: over generated histories the report equals a computation from nothing but those histories. */
const test = useApp();

const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
];
/** Over both clock changes of each zone, ends of months, quarters and years, and into tomorrow. */
const DAYS = [
  '2025-01-01',
  '2025-02-28',
  '2025-03-01',
  '2025-03-09',
  '2025-03-31',
  '2025-04-06',
  '2025-06-30',
  '2025-07-01',
  '2025-10-05',
  '2025-11-02',
  '2025-12-31',
  '2026-01-15',
  '2026-02-01',
  '2026-03-31',
];
const MONTHS = Array.from(
  { length: 14 },
  (_, index) => new Date(Date.UTC(2025, index, 1)).toISOString().slice(0, 10) as CalendarDay,
);
const NOW = '2026-02-10T13:45:12.345Z';
const BEGIN = Date.UTC(2025, 0, 1);
/** How often, and how many lives each time: raise them to search for longer. */
const RUNS = 12;
const LIVES = 25;

let viewers: readonly TestUser[];
let people: People;
let admin: TestUser;
beforeAll(async () => {
  test.clock.set(NOW);
  const staff = async (role: 'operator' | 'qa_agent', count: number) =>
    Promise.all(Array.from({ length: count }, () => makeUser(test.db, { roles: [role] })));
  const ids = (users: readonly TestUser[]) => users.map(({ id }) => id);
  admin = await makeUser(test.db, { roles: ['admin'] });
  people = {
    requester: (await makeUser(test.db)).id,
    leader: (await makeUser(test.db, { roles: ['leadership'] })).id,
    operators: ids(await staff('operator', 4)),
    qaAgents: ids(await staff('qa_agent', 3)),
  };
  viewers = await Promise.all(
    ZONES.map((timezone) => makeUser(test.db, { roles: ['leadership'], timezone })),
  );
});

const anyQuestion = fc.record({
  viewer: fc.nat(ZONES.length - 1),
  days: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 2, maxLength: 2 }),
  isBilling: fc.boolean(),
  teams: fc.oneof(fc.constant([]), fc.subarray([...TEAMS], { minLength: 1 })),
  types: fc.oneof(
    fc.constant([]),
    fc.subarray(['user_records', 'property_records', 'xml_files'], { minLength: 1 }),
  ),
});

const anyRun = fc.record({
  lives: fc.array(anyLife(BEGIN), { minLength: LIVES, maxLength: LIVES }),
  folded: fc.oneof(fc.constant([]), fc.constant(MONTHS), fc.subarray(MONTHS, { minLength: 1 })),
  targets: fc.record({
    user_records: fc.integer({ min: 1, max: 20_000 }),
    xml_files: fc.constantFrom(60, 240, 1_440),
  }),
  questions: fc.array(anyQuestion, { minLength: 3, maxLength: 3 }),
});

const midnight = (day: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().toInstant().epochMilliseconds;
const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

const plain = (work: readonly Work[]) =>
  work
    .map(({ person, ...counts }) => ({ person: person.id, ...counts }))
    .sort((a, b) => a.person - b.person);

async function ask(question: {
  viewer: number;
  days: readonly string[];
  isBilling: boolean;
  teams: readonly string[];
  types: readonly string[];
}) {
  const { viewer, isBilling, teams, types } = question;
  const [from = '', to = ''] = question.days.toSorted();
  const user = viewers[viewer] ?? admin;
  const zone = isBilling ? 'UTC' : user.timezone;
  const query = new URLSearchParams({ from, to, days: isBilling ? 'billing' : 'local' });
  if (teams.length > 0) query.set('team', teams.join());
  if (types.length > 0) query.set('type', types.join());
  const reply = await test.app.inject({
    url: `/api/reports/operations?${query}`,
    headers: as(user),
  });
  expect(reply.statusCode, reply.body).toBe(200);
  return {
    answer: reply.json<OperationsAnswer>(),
    wanted: {
      from: midnight(from, zone),
      until: midnight(dayAfter(to), zone),
      now: Date.parse(NOW),
      ...(teams.length > 0 && { teams }),
      ...(types.length > 0 && { types }),
    },
  };
}

describe('D4, D5: the operations report', () => {
  it('equals a computation from the raw history, whatever is folded, in every zone', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ lives, folded, targets, questions }) => {
        for (const life of lives) await live(test.db, life, people, Date.parse(NOW));
        await redactSome(test.db, admin.id, instant(NOW), 7);
        for (const [type, targetMinutes] of Object.entries(targets)) {
          await test.app.inject({
            method: 'PUT',
            url: '/api/reports/targets',
            headers: as(admin),
            payload: { type, targetMinutes },
          });
        }
        for (const month of folded) {
          await inTransaction(test.db, (tx) => foldMonth(tx, month, instant(NOW)));
        }
        const history = await readLives(test.db);
        const targetsMs = Object.fromEntries(
          Object.entries(targets).map(([type, minutes]) => [type, minutes * 60_000]),
        );
        for (const question of questions) {
          const { answer, wanted } = await ask(question);
          const told = recount(history, { ...wanted, targets: targetsMs });
          expect(answer.period).toMatchObject({
            fromAt: new Date(wanted.from).toISOString(),
            untilAt: new Date(wanted.until).toISOString(),
          });
          expect(answer.queue).toEqual(told.queue);
          expect(answer.overTarget).toEqual(told.overTarget);
          expect(plain(answer.operators)).toEqual(
            told.operators.toSorted((a, b) => a.person - b.person),
          );
          expect(plain(answer.qaAgents)).toEqual(
            told.qaAgents.toSorted((a, b) => a.person - b.person),
          );
          expect(answer.rejections).toMatchObject(told.rejections);
          expect(answer.blocked).toEqual(told.blocked);
          expect(answer.delay).toEqual(told.delay);
          const { parts, elapsedMs, tatMs } = answer.delay;
          expect(parts.reduce((sum, part) => sum + part.ms, 0)).toBe(elapsedMs);
          expect(parts.reduce((sum, part) => sum + part.tatMs, 0)).toBe(tatMs);
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);

  it('the generated histories hold everything there is to count', async () => {
    // Always the same ones: what is generated at random above may lack something now and then.
    for (const life of fc.sample(anyLife(BEGIN), { seed: 20_261_122, numRuns: 300 })) {
      await live(test.db, life, people, Date.parse(NOW));
    }
    await redactSome(test.db, admin.id, instant(NOW), 7);
    await test.app.inject({
      method: 'PUT',
      url: '/api/reports/targets',
      headers: as(admin),
      payload: { type: 'user_records', targetMinutes: 60 },
    });
    const { answer } = await ask({
      viewer: 0,
      days: ['2025-01-01', '2026-03-31'],
      isBilling: true,
      teams: [],
      types: [],
    });
    const least = {
      queue: Math.min(...answer.queue.map(({ total }) => total)),
      parts: Math.min(...answer.delay.parts.map(({ ms }) => ms)),
      withinTat: answer.delay.parts.filter(({ tatMs }) => tatMs > 0).length,
      late: answer.overTarget.late,
      reasons: answer.blocked.reasons.length,
      redacted: answer.blocked.redacted,
      open: answer.blocked.open,
      fromQa: answer.rejections.fromQa,
      fromCompleted: answer.rejections.fromCompleted,
      superseded: answer.rejections.completions - answer.delay.completed,
      rejectedByQa: Math.min(...answer.qaAgents.map(({ rejected }) => rejected)),
    };
    expect(Object.entries(least).filter(([, count]) => count === 0)).toEqual([]);
    expect(least.withinTat).toBe(5);
  });
});

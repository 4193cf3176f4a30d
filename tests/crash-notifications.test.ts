import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { torture } from '../scripts/torture/run.ts';
import { useDatabase } from './helpers/database.ts';

const database = useDatabase();

/** A short `npm run torture`; on failure its seed goes there. */
it('kill -9 of the worker while it sends: every delivery is there exactly once, in order, in its thread (N1–N4)', {
  timeout: 120_000,
}, async () => {
  const seed = randomInt(1, 1_000_000_000);
  const { connectionString } = database;
  const { violations, figures } = await torture({
    connectionString,
    seed,
    kills: 20,
    events: 100,
    requests: 10,
  });
  expect(violations, `npm run torture -- --seed ${seed} --kills 20 --events 100`).toEqual([]);
  expect(figures.length).toBeGreaterThan(0);
});

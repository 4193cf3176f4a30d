import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/helpers/database.ts';
import { openSnapshot } from './snapshot.ts';

const test = useDatabase();

describe('a cursor on a snapshot', () => {
  it('gives every row once, in order, and takes the last list back when asked for more', async () => {
    const snapshot = await openSnapshot(test.db, { idleMs: 60_000 });
    try {
      const next = await snapshot.cursor<{ n: number }>(
        sql`SELECT n FROM generate_series(1, 5) AS n ORDER BY n`,
      );
      const first = await next(3);
      expect(first.map(({ n }) => n)).toEqual([1, 2, 3]);
      const second = await next(3);
      expect(second.map(({ n }) => n)).toEqual([4, 5]);
      expect(first).toHaveLength(0);
      expect(await next(3)).toEqual([]);
      expect(second).toHaveLength(0);
    } finally {
      await snapshot.close();
    }
  });
});

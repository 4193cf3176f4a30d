import { sql } from 'kysely';
import { afterAll, expect, inject, it } from 'vitest';
import { freezingNetwork } from '../../../tests/helpers/freezing-network.ts';
import { openDb, openJobPool, openPool } from './pool.ts';

const network = await freezingNetwork(inject('databaseServer'));
const { connectionString } = network;
const options = {
  connectionString,
  size: 1,
  name: 'requests-test',
  onError: () => undefined,
  statementTimeoutMs: 200,
};
afterAll(() => network.close());

it('N2 a connection that went silent fails its statement and is replaced', async () => {
  const db = openDb(openPool(options));
  const jobs = openJobPool(options);
  const ask = () => sql<{ one: number }>`SELECT 1 AS one`.execute(db).then(({ rows }) => rows);
  const askJobs = async () => {
    const client = await jobs.connect();
    try {
      return (await client.query('SELECT 1 AS one')).rows;
    } finally {
      client.release();
    }
  };
  for (const way of [ask, askJobs]) expect(await way()).toEqual([{ one: 1 }]);
  network.freeze();
  for (const way of [ask, askJobs]) {
    await expect(way()).rejects.toThrow();
    expect(await way()).toEqual([{ one: 1 }]);
  }
  await db.destroy();
  await jobs.end();
});

import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { freezingNetwork } from '../../../tests/helpers/freezing-network.ts';
import { openSession } from './session.ts';

it('N2 a database that hangs up at once is an error to whoever opens a session, not the end of the process', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const connectionString = `postgres://nobody:nothing@127.0.0.1:${port}/none`;
  await expect(openSession({ connectionString, name: 'requests-test' })).rejects.toThrow();
  // The connection's own end is told after that: an error thrown there would fail this run.
  await pause(20);
  server.close();
});

it('N4 the locks of a machine that vanished without hanging up are free soon', async () => {
  const server = inject('databaseServer');
  const network = await freezingNetwork(server);
  const observer = new pg.Client({ connectionString: server });
  await observer.connect();
  const isHeld = async () => {
    const { rows } = await observer.query<{ held: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 815) AS held",
    );
    return rows[0]?.held;
  };

  const session = await openSession({
    connectionString: network.connectionString,
    name: 'requests-test',
    heartbeatMs: 50,
  });
  expect(await session.tryLock(815, 1)).toBe(true);
  await pause(600);
  expect(await isHeld()).toBe(true);
  network.freeze();
  await expect.poll(isHeld, { timeout: 5_000 }).toBe(false);

  network.close();
  await session.ended;
  await observer.end();
});

import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
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

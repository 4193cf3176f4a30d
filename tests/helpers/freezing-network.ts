import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the database that can go silent without hanging up, as a network does that breaks. */
export interface FreezingNetwork {
  /** Leads through it. */
  readonly connectionString: string;
  /** Nothing goes through today's connections any more; new ones work. */
  freeze(): void;
  close(): void;
}

export async function freezingNetwork(connectionString: string): Promise<FreezingNetwork> {
  const url = new URL(connectionString);
  const port = Number(url.port);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, url.hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    sockets.push(near.pipe(far), far.pipe(near));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

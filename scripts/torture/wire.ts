import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * Stands between one worker and one provider and knows where in a conversation it is, so that the
 * worker can be killed exactly there: with half a message out, with a message taken and its answer
 * withheld, or with the answer just handed over.
 */
export const POINTS = ['partly', 'taken', 'answered'] as const;
export type Point = (typeof POINTS)[number];

export interface Wire {
  readonly port: number;
  stop(): Promise<void>;
}

export interface WireOptions {
  readonly to: number;
  readonly protocol: 'smtp' | 'http';
  /** Kills the worker if this is where it is to die, and says so. */
  readonly killsAt: (point: Point) => boolean;
}

export async function openWire({ to, protocol, killsAt }: WireOptions): Promise<Wire> {
  const sockets = new Set<Socket>();
  const server = createServer((worker) => {
    const provider = connect(to, '127.0.0.1');
    for (const socket of [worker, provider]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
      // Ends in a thousand ways here; what counts is what became of the message.
      socket.on('error', () => undefined);
    }
    const talk = protocol === 'smtp' ? smtpTalk() : httpTalk();
    let isCut = false;
    worker.on('data', (chunk: Buffer) => {
      if (isCut) return;
      if (talk.isMessage(chunk) && killsAt('partly')) {
        isCut = true;
        provider.end(chunk.subarray(0, Math.floor(chunk.length / 2)));
      } else {
        provider.write(chunk);
      }
    });
    provider.on('data', (chunk: Buffer) => {
      if (isCut) return;
      const isVerdict = talk.isVerdict(chunk);
      if (isVerdict && killsAt('taken')) {
        isCut = true;
        return;
      }
      worker.write(chunk);
      if (isVerdict) killsAt('answered');
    });
    worker.once('close', () => provider.end());
    provider.once('close', () => worker.destroySoon());
  });
  await new Promise<void>((done, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What matters of a protocol: which bytes carry a message, and which answer decides about it. */
interface Talk {
  isMessage(fromWorker: Buffer): boolean;
  isVerdict(fromProvider: Buffer): boolean;
}

/** After the server's 354 the message goes out, and the next answer decides. */
function smtpTalk(): Talk {
  let isData = false;
  return {
    isMessage: () => isData,
    isVerdict: (chunk) => {
      if (isData) {
        isData = false;
        return true;
      }
      isData = chunk.subarray(0, 3).toString('latin1') === '354';
      return false;
    },
  };
}

const CALL = /^POST \S*\/(sendMessage|chat\.postMessage|reactions\.add|conversations\.\w+)\b/;

/** Polls and the like pass unnoticed. */
function httpTalk(): Talk {
  let isCall = false;
  return {
    isMessage: (chunk) => {
      isCall ||= CALL.test(chunk.subarray(0, 300).toString('latin1'));
      return isCall;
    },
    isVerdict: () => {
      const isVerdict = isCall;
      isCall = false;
      return isVerdict;
    },
  };
}

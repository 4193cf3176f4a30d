import { createServer } from 'node:net';
import { PlainError } from '../../src/server/plain-error.ts';

/**
 * Throws a sentence unless the platform can listen on this port.
 * @param variable by which another port is chosen
 */
export function ensurePortIsFree(host: string, port: number, variable = 'PORT'): Promise<void> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(explain(error, host, port, variable)),
    );
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

function explain(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  variable: string,
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new PlainError(
        `Port ${port} is busy: another program, or another run of the platform, listens there. Stop it, or choose another port: ${variable}=${port + 1} npm start`,
      );
    case 'EACCES':
      return new PlainError(
        `Port ${port} needs more rights than you have. Choose one above 1023: ${variable}=8080 npm start`,
      );
    case 'EADDRNOTAVAIL':
      return new PlainError(
        `HOST=${host} is not an address of this machine. Use 127.0.0.1 (this machine only) or 0.0.0.0 (everyone in the network).`,
      );
    default:
      return error;
  }
}

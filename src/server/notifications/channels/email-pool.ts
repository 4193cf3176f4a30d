import type { Readable } from 'node:stream';
import { createTransport, type NodemailerError } from 'nodemailer';
import type { MailServer } from './email-server.ts';

export interface MailPool {
  /** Resolves when the server has taken the mail; throws a SendError otherwise. */
  send(from: string, to: string, source: Buffer, signal: AbortSignal): Promise<void>;
  /** Mails under way are finished, those that wait for a connection fail. */
  close(): void;
}

export class SendError extends Error {
  readonly error: NodemailerError;
  /** The server asked for the message and was being given it: it has it perhaps (N4). */
  readonly mayBeTaken: boolean;

  constructor(cause: unknown, mayBeTaken: boolean) {
    super('The mail was not sent', { cause });
    this.error = cause instanceof Error ? cause : new Error(String(cause));
    this.mayBeTaken = mayBeTaken;
  }
}

/** A server that trickles its answers is never silent: an attempt ends after this many timeouts. */
const PATIENCE = 4;

/** Connections that stay open between mails. Connects when it first sends. */
export function openMailPool(
  server: MailServer['connection'],
  timeoutMs: number,
  connections: number,
): MailPool {
  /** What each attempt's message is read from; its signal is what nodemailer hands back to us. */
  const messages = new WeakMap<AbortSignal, Readable>();
  const pool = createTransport({
    pool: true,
    ...server,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // Only for a connection that the server had closed meanwhile: not a byte went over it.
    maxRequeues: 1,
    idleTimeout: timeoutMs / 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  pool.use('stream', ({ data, message }, done) => {
    const { signal } = data;
    message.processFunc((source) => {
      if (signal) messages.set(signal, source);
      return source;
    });
    done();
  });

  return {
    async send(from, to, source, signal) {
      const stop = new AbortController();
      const onAbort = () => stop.abort();
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      const patience = setTimeout(onAbort, PATIENCE * timeoutMs);
      try {
        await pool.sendMail({ envelope: { from, to }, raw: source, signal: stop.signal });
      } catch (error) {
        // Nodemailer reads the message when the server has agreed to DATA, not before.
        throw new SendError(error, messages.get(stop.signal)?.readableDidRead ?? false);
      } finally {
        clearTimeout(patience);
        signal.removeEventListener('abort', onAbort);
      }
    },
    close: () => pool.close(),
  };
}

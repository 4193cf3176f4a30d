import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { type Behaviour, envelopeOf, perform, type Step, writeScript } from './smtp-behaviour.ts';
import type { Envelope, ReceivedMail } from './smtp-mail.ts';
import { openMailbox } from './smtp-mailbox.ts';

/**
 * A real SMTP server on this machine only: takes every mail into memory, or fails in the way it is
 * told to. Receives for the local mailbox of `npm start`, for tests and for benchmarks.
 */
export interface SmtpPeer {
  readonly port: number;
  readonly url: string;
  /** The last ones, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** Every mail ever taken, also those no longer kept. */
  readonly taken: number;
  /** Called for every mail once it is read; returns how to stop listening. */
  onMail(listener: (mail: ReceivedMail) => void): () => void;
  /** Called for every mail before anything is done with it, also when only counting. */
  onTaken(listener: (envelope: Envelope, source: Buffer) => void): () => void;
  /** For the next mails (or connections) in their order; afterwards everything is taken again. */
  behave(...next: readonly Behaviour[]): void;
  /** For every mail that no `behave` is waiting for, by its envelope; from the recipient on. */
  behaveBy(rule: ((envelope: Envelope) => Behaviour) | null): void;
  /** Forgets the mails it holds. */
  clear(): void;
  /** Ends all connections and refuses new ones, until `comeUp` on the same port. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface SmtpPeerOptions {
  readonly port?: number;
  /** With a password: who is to sign in before sending. */
  readonly user?: string;
  readonly password?: string;
  /** `starttls` offers it, with a certificate that nobody should trust unless one is given. */
  readonly tls?: 'none' | 'starttls';
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** How many mails it keeps: 2,000 unless said otherwise. */
  readonly keeps?: number;
  /** Benchmarks: count the mails (`taken`, `onTaken`), neither read nor keep them. */
  readonly isCounting?: boolean;
}

const HOST = '127.0.0.1';
const KEPT_MAILS = 2_000;
const LARGEST_MAIL_BYTES = 5_242_880;

export async function startSmtpPeer(options: SmtpPeerOptions = {}): Promise<SmtpPeer> {
  const mailbox = openMailbox(options.keeps ?? KEPT_MAILS, options.isCounting ?? false);
  const script = writeScript();
  const connections = new Map<number, Socket>();
  let server = await listen(serverOptions(), options.port ?? 0);
  const { port } = server.server.address() as AddressInfo;

  function serverOptions(): SMTPServerOptions {
    const needsPassword = options.password !== undefined;
    const at = (step: Step, session: SMTPServerSession) =>
      perform(script.of(step, session), step, () => connections.get(session.remotePort)?.destroy());
    return {
      name: 'mail.example.com',
      banner: 'Requests local mailbox',
      // Also keeps the library from warning about its own certificate, which is meant here.
      logger: false,
      ...options.certificate,
      size: LARGEST_MAIL_BYTES,
      rejectOversized: true,
      disableReverseLookup: true,
      authOptional: !needsPassword,
      allowInsecureAuth: true,
      disabledCommands: [
        ...(options.tls === 'starttls' ? [] : ['STARTTLS']),
        ...(needsPassword ? [] : ['AUTH']),
      ],
      onAuth: ({ username, password }, _session, answer) => {
        const isRight = username === (options.user ?? '') && password === options.password;
        answer(null, isRight ? { user: username } : { message: 'Wrong user name or password' });
      },
      onConnect: (session, answer) => void at('connection', session).then(answer),
      onMailFrom: (_address, session, answer) => void at('sender', session).then(answer),
      onRcptTo: ({ address }, session, answer) => {
        script.addressed(session, address);
        void at('recipient', session).then(answer);
      },
      onData: (stream, session, answer) => {
        const take = async (): Promise<Error | null> => {
          const source = await buffer(stream);
          const refusal = await at('message', session);
          if (refusal !== null || stream.sizeExceeded) return refusal;
          await mailbox.take(envelopeOf(session), source);
          return await at('taken', session);
        };
        take().then(answer, answer);
      },
      onClose: (session) => script.forget(session),
    };
  }

  async function listen(smtp: SMTPServerOptions, onPort: number): Promise<SMTPServer> {
    const next = new SMTPServer(smtp);
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      next.listen(onPort, HOST, resolve);
    });
    // A client that breaks off is no concern of a mailbox.
    next.removeAllListeners('error').on('error', () => undefined);
    next.server.on('connection', (socket) => {
      const client = socket.remotePort ?? 0;
      connections.set(client, socket);
      socket.once('close', () => connections.delete(client));
    });
    return next;
  }

  async function goDown(): Promise<void> {
    if (!server.server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of connections.values()) socket.destroy();
    await closed;
  }

  return {
    port,
    url: `smtp://${HOST}:${port}`,
    mails: mailbox.mails,
    get taken() {
      return mailbox.taken();
    },
    onMail: mailbox.onMail,
    onTaken: mailbox.onTaken,
    behave: script.add,
    behaveBy: script.setRule,
    clear: mailbox.clear,
    goDown,
    comeUp: async () => {
      if (!server.server.listening) server = await listen(serverOptions(), port);
    },
    stop: goDown,
  };
}

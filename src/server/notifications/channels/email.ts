import type { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import { renderEmail } from '../render/email.ts';
import type { EmailChannel, EmailThread, EmailTo, Outcome, Parcel } from './channel.ts';
import { outcomeOf } from './email-outcome.ts';
import { readMailServer } from './email-server.ts';
import { type ThreadHeaders, threadHeaders } from './email-thread.ts';

export interface EmailOptions {
  /** See `readMailServer`. */
  readonly smtpUrl: string;
  /** `Requests <requests@example.com>` */
  readonly from: string;
  readonly siteUrl: string;
  /** How long the server may be silent. */
  readonly timeoutMs?: number;
  readonly connections?: number;
}

/** A server that trickles its answers is never silent: the whole attempt ends after this many times. */
const PATIENCE = 4;

/**
 * Mail over SMTP on connections that stay open (N1, N2, N4, N5, N7). Connects when it first sends.
 * The message is what `renderEmail` makes of it; here it gets its headers.
 */
export function openEmailChannel(options: EmailOptions): EmailChannel {
  const { smtpUrl, siteUrl, timeoutMs = 30_000, connections = 5 } = options;
  const server = readMailServer(smtpUrl);
  const from = sender(options.from);
  const host = new URL(siteUrl).hostname;
  const preferencesUrl = `${siteUrl}/profile`;
  const attempts = new WeakMap<AbortSignal, Attempt>();

  const pool = createTransport({
    pool: true,
    ...server.connection,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // Only for a connection that the server had closed meanwhile: not a byte was sent over it.
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
  pool.use('stream', (mail, done) => {
    const attempt = mail.data.signal && attempts.get(mail.data.signal);
    mail.message.processFunc((message) => {
      if (attempt) attempt.message = message;
      return message;
    });
    done();
  });

  async function attemptToSend(mail: SendMailOptions, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const attempt: Attempt = { message: null };
    attempts.set(stop.signal, attempt);
    const onAbort = () => stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const patience = setTimeout(onAbort, PATIENCE * timeoutMs);
    try {
      await pool.sendMail({ ...mail, signal: stop.signal });
    } catch (error) {
      throw new SendError(error, attempt.message?.readableDidRead ?? false);
    } finally {
      clearTimeout(patience);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async function send(
    parcel: Parcel<EmailTo, EmailThread>,
    signal: AbortSignal,
  ): Promise<Outcome<EmailThread>> {
    const { key, message, to, thread } = parcel;
    if (!ADDRESS.test(to.address)) {
      return { kind: 'failed', error: 'Not an email address that can be written to' };
    }
    const code = message.event === 'test' ? null : message.code;
    const headers = threadHeaders(key, code, thread, host);
    try {
      await attemptToSend(compose(parcel, headers), signal);
      return { kind: 'sent', providerId: headers.messageId, thread: headers.next };
    } catch (failure) {
      if (!(failure instanceof SendError)) throw failure;
      const { error, mayBeTaken } = failure;
      const { withoutSecrets } = server;
      return outcomeOf({ error, mayBeTaken, from: from.address, withoutSecrets });
    }
  }

  function compose({ message, to }: Parcel<EmailTo, EmailThread>, thread: ThreadHeaders) {
    const { subject, text, html } = renderEmail(message, {
      muteUrl: to.muteUrl,
      // A shared mailbox has no name and nobody who could choose for it.
      preferencesUrl: to.name === null ? null : preferencesUrl,
    });
    return {
      from,
      to: { name: headerText(to.name ?? ''), address: to.address },
      ...threading(thread, subject),
      headers: { ...SENT_BY_MACHINE, ...unsubscribing(to.muteUrl) },
      text,
      html,
    };
  }

  return { send, close: async () => pool.close() };
}

/** One address and nothing that a header or a command could take for more. */
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]+@[^\s<>@,;:"()[\]\\\p{Cc}]+$/u;

/** RFC 3834 and Exchange: nobody's absence note answers (N7). */
const SENT_BY_MACHINE = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
} as const;

interface Attempt {
  message: Readable | null;
}

class SendError extends Error {
  readonly error: NodemailerError;
  /** Bytes of the message were asked for, so DATA was answered: it may have gone out whole. */
  readonly mayBeTaken: boolean;

  constructor(cause: unknown, mayBeTaken: boolean) {
    super('The mail was not sent', { cause });
    this.error = cause instanceof Error ? cause : new Error(String(cause));
    this.mayBeTaken = mayBeTaken;
  }
}

function sender(text: string): { name: string; address: string } {
  const [first] = addressparser(text, { flatten: true });
  return { name: headerText(first?.name ?? ''), address: first?.address ?? text };
}

const threading = (
  { messageId, inReplyTo, references, isReply }: ThreadHeaders,
  subject: string,
): SendMailOptions => ({
  messageId,
  references: [...references],
  ...(inReplyTo === null ? {} : { inReplyTo }),
  subject: `${isReply ? 'Re: ' : ''}${headerText(subject)}`,
});

/** RFC 8058, for what may be muted. */
const unsubscribing = (muteUrl: string | null): Record<string, string> =>
  muteUrl === null
    ? {}
    : {
        'List-Unsubscribe': `<${new URL(muteUrl).href}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

/**
 * Line breaks, other controls and what turns the direction of writing become spaces, and what looks
 * like an encoded word (RFC 2047) comes apart: mail programs would show what it stands for (N5).
 */
const headerText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim();

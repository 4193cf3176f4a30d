import type { NodemailerError } from 'nodemailer';
import type { EmailThread, Outcome, Retry } from './channel.ts';
import type { SendError } from './email-pool.ts';

type Failure = Exclude<Outcome<EmailThread>, { readonly kind: 'sent' | 'posted' | 'moved' }>;

const LONGEST_ANSWER = 300;

/** The provider wants to know who we are, or does not believe it. */
const SIGN_IN_CODES: ReadonlySet<number> = new Set([530, 534, 535, 538]);
/** A 5xx about the state of the session or the size of the message, not about who sends. */
const NOT_THE_SENDER: ReadonlySet<number> = new Set([503, 552]);

/** What OpenSSL and Node call a certificate or a handshake that cannot be had. */
const TLS_PROBLEM =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;

/**
 * What a failed attempt means for the delivery (N2, N4): answers of the server are certain, a lost
 * connection is not once the message was under way.
 * @param from the sender's address, for the sentence to admins
 */
export function outcomeOf(
  { error, mayBeTaken }: SendError,
  from: string,
  withoutSecrets: (text: string) => string,
): Failure {
  const told = oneLine(withoutSecrets(whatHappened(error)));
  const retry = (reach: Retry['reach'], isUncertain = false): Retry => ({
    kind: 'retry',
    error: told,
    isUncertain,
    waitMs: null,
    reach,
  });
  const off = (sentence: string): Failure => ({
    kind: 'channel_off',
    error: `${sentence} It answered: ${told}`,
  });
  const code = Number(error.responseCode) || 0;
  const isForNow = code >= 400 && code < 500;

  if (error.code === 'EAUTH' || SIGN_IN_CODES.has(code)) {
    return isForNow ? retry('channel') : off(signInSentence(error));
  }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') {
    const isSender = error.command === 'MAIL FROM';
    if (code === 421) return retry('channel');
    if (isForNow || code === 503) return retry(isSender ? 'channel' : 'delivery');
    if (isSender && code >= 500 && !NOT_THE_SENDER.has(code)) return off(senderSentence(from));
    return { kind: 'failed', error: told };
  }
  if (isTlsProblem(error) && !isForNow) return off(TLS_SENTENCE[tlsProblem(error)]);
  if (mayBeTaken) return retry('delivery', true);
  // Asked to stop: says nothing about the server.
  if (error.code === 'EABORT') return retry('delivery');
  return retry('channel');
}

/** The server's own words if it said any; nodemailer's for what it met, unless they say little. */
function whatHappened({ response, code, syscall, message }: NodemailerError): string {
  if (response) return response;
  if (code === 'EDNS' || syscall === 'connect')
    return `The mail server cannot be reached (${message})`;
  switch (code) {
    case 'ETIMEDOUT':
      return `The mail server did not answer in time (${message})`;
    case 'ECONNECTION':
      return 'The mail server closed the connection';
    case 'EABORT':
      return 'Stopped before the mail server had answered';
    default:
      return message;
  }
}

const signInSentence = ({ command }: NodemailerError): string =>
  command?.startsWith('AUTH') === true
    ? 'The mail server did not accept the user name and password in SMTP_URL: correct them and restart the worker.'
    : 'The mail server wants a user name and password: put them into SMTP_URL and restart the worker.';

const senderSentence = (from: string): string =>
  `The mail server does not take mail from ${from}: set MAIL_FROM to an address that it may send for and restart the worker.`;

const TLS_SENTENCE = {
  notOffered:
    'The mail server offers no encryption (STARTTLS), which SMTP_URL demands because of its password or ?tls=required: use a server or port that offers it, or add ?tls=none if the network in between is trusted.',
  notTrusted:
    "The mail server's certificate is not trusted: give it one for its host name from a known authority, or name its authority in NODE_EXTRA_CA_CERTS, and restart the worker.",
  notPossible:
    'No encrypted connection to the mail server came about: check whether its port wants smtps: or smtp: in SMTP_URL.',
} as const;

const systemCode = (error: NodemailerError): string =>
  typeof error.originalCode === 'string' ? error.originalCode : '';

const isRefusedStartTls = (error: NodemailerError): boolean =>
  error.code === 'ETLS' && Number(error.responseCode) >= 500;

const isTlsProblem = (error: NodemailerError): boolean =>
  isRefusedStartTls(error) || TLS_PROBLEM.test(systemCode(error));

function tlsProblem(error: NodemailerError): keyof typeof TLS_SENTENCE {
  if (isRefusedStartTls(error)) return 'notOffered';
  return /^(?:ERR_SSL_|EPROTO$)/.test(systemCode(error)) ? 'notPossible' : 'notTrusted';
}

function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= LONGEST_ANSWER ? line : `${line.slice(0, LONGEST_ANSWER - 1)}…`;
}

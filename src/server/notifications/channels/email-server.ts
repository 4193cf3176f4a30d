import type { SMTPPoolOptions } from 'nodemailer';
import { PlainError } from '../../plain-error.ts';

export interface MailServer {
  readonly connection: Pick<
    SMTPPoolOptions,
    'host' | 'port' | 'secure' | 'requireTLS' | 'ignoreTLS' | 'auth'
  >;
  /** Takes the password, in whatever shape it travels, out of a text that people will read. */
  readonly withoutSecrets: (text: string) => string;
}

/**
 * What SMTP_URL says: `smtp[s]://[user:password@]host[:port][?tls=none|required]`.
 *
 * - `smtps:` encrypts from the first byte (port 465 unless named).
 * - `smtp:` encrypts with STARTTLS whenever the server offers it (port 587 unless named).
 * - With a password in the URL, `smtp:` demands STARTTLS: a password is never sent in the clear,
 *   except to this machine itself.
 * - `?tls=required` demands STARTTLS without a password too; `?tls=none` never encrypts and is for
 *   a relay in a network one trusts.
 * - Certificates are always verified, against the system's authorities and NODE_EXTRA_CA_CERTS.
 *
 * Throws a PlainError for an option that it does not know, rather than to ignore a mistyped one.
 */
export function readMailServer(smtpUrl: string): MailServer {
  const url = new URL(smtpUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '') || 'localhost';
  const secure = url.protocol === 'smtps:';
  const user = decoded(url.username);
  const password = decoded(url.password);
  const hasCredentials = user !== '' || password !== '';
  const tls = tlsOption(url.searchParams);
  const isRequired = tls === 'required' || (hasCredentials && !isThisMachine(host));
  return {
    connection: {
      host,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !secure && tls !== 'none' && isRequired,
      ignoreTLS: tls === 'none',
      ...(hasCredentials ? { auth: { user, pass: password } } : {}),
    },
    withoutSecrets: hider(user, password),
  };
}

function tlsOption(options: URLSearchParams): 'none' | 'required' | null {
  for (const [name, value] of options) {
    if (name !== 'tls' || (value !== 'none' && value !== 'required')) {
      throw new PlainError(
        'SMTP_URL has an option that is not known. It may end with ?tls=required or ?tls=none.',
      );
    }
  }
  const value = options.get('tls');
  return value === 'none' || value === 'required' ? value : null;
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % in a password that was not encoded: meant as it stands.
    return part;
  }
}

function hider(user: string, password: string): (text: string) => string {
  if (password === '') return (text) => text;
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  const shapes = [base64(`\0${user}\0${password}`), base64(password), password];
  return (text) => shapes.reduce((left, shape) => left.replaceAll(shape, '…'), text);
}

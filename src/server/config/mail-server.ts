/** The mail server in pieces, as several other platforms name them. */
export interface MailServerPieces {
  readonly EMAIL_HOST?: string | undefined;
  readonly EMAIL_PORT?: number | undefined;
  readonly EMAIL_HOST_USER?: string | undefined;
  readonly EMAIL_HOST_PASSWORD?: string | undefined;
  readonly EMAIL_USE_TLS?: boolean | undefined;
}

/** Encrypted from the first byte by convention, whatever EMAIL_USE_TLS says of STARTTLS. */
const IMPLICIT_TLS_PORT = 465;
const SUBMISSION_PORT = 587;
const RELAY_PORT = 25;

/**
 * The SMTP_URL that the pieces amount to, null without a host. EMAIL_USE_TLS: true demands STARTTLS,
 * false never encrypts, absent leaves it to what SMTP_URL does by itself.
 */
export function smtpUrlOf(pieces: MailServerPieces): string | null {
  const { EMAIL_HOST: host, EMAIL_USE_TLS: usesTls } = pieces;
  if (host === undefined) return null;
  const port = pieces.EMAIL_PORT ?? (usesTls === true ? SUBMISSION_PORT : RELAY_PORT);
  const isImplicit = port === IMPLICIT_TLS_PORT;
  const url = new URL(`${isImplicit ? 'smtps' : 'smtp'}://${host}:${port}`);
  // Through the encoding: a password may hold any character, those of an address too.
  url.username = encodeURIComponent(pieces.EMAIL_HOST_USER ?? '');
  url.password = encodeURIComponent(pieces.EMAIL_HOST_PASSWORD ?? '');
  if (!isImplicit && usesTls !== undefined) url.search = usesTls ? '?tls=required' : '?tls=none';
  return url.href;
}

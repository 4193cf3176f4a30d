import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Checks AWS Signature Version 4 as a real store does, written from its specification and not with
 * the SDK that signs: the S3 server of the tests takes any signature.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface SignatureKeys {
  readonly id: string;
  readonly secret: string;
}

interface Claim {
  readonly id: string;
  /** `date/region/s3/aws4_request` */
  readonly scope: string;
  readonly at: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const CLOCK_SKEW_MS = 900_000;

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The error code that S3 would answer with, or null when the request is as its sender signed it. */
export function refusalOf(
  request: SignedRequest,
  keys: SignatureKeys,
  nowMs: number,
): string | null {
  const url = new URL(request.target, 'http://store.invalid');
  const isPresigned = url.searchParams.has('X-Amz-Signature');
  const claim = isPresigned ? claimInQuery(url.searchParams) : claimInHeaders(request.headers);
  if (claim === null) return 'AccessDenied';
  if (claim.id !== keys.id) return 'InvalidAccessKeyId';
  const signedAtMs = timeOf(claim.at);
  if (isPresigned) {
    const seconds = Number(url.searchParams.get('X-Amz-Expires'));
    if (!(nowMs <= signedAtMs + seconds * 1_000)) return 'AccessDenied';
  } else {
    if (!(Math.abs(nowMs - signedAtMs) <= CLOCK_SKEW_MS)) return 'RequestTimeTooSkewed';
    if (claim.payloadHash !== sha256(request.body)) return 'XAmzContentSHA256Mismatch';
  }
  if (!claim.signedHeaders.includes('host')) return 'AccessDenied';
  const expected = Buffer.from(signatureOf(request, url, claim, keys.secret));
  const given = Buffer.from(claim.signature);
  const isSame = expected.length === given.length && timingSafeEqual(expected, given);
  return isSame ? null : 'SignatureDoesNotMatch';
}

function claimInQuery(query: URLSearchParams): Claim | null {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return null;
  const [id = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
  return {
    id,
    scope: scope.join('/'),
    at: query.get('X-Amz-Date') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    payloadHash: UNSIGNED,
  };
}

function claimInHeaders(headers: IncomingHttpHeaders): Claim | null {
  const [, id, scope, signed, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (!id || !scope || !signed || !signature) return null;
  return {
    id,
    scope,
    at: String(headers['x-amz-date']),
    signedHeaders: signed.split(';'),
    signature,
    payloadHash: String(headers['x-amz-content-sha256']),
  };
}

function signatureOf(request: SignedRequest, url: URL, claim: Claim, secret: string): string {
  const canonical = [
    request.method,
    request.target.split('?')[0],
    canonicalQuery(url.searchParams),
    ...claim.signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
  const toSign = [ALGORITHM, claim.at, claim.scope, sha256(canonical)].join('\n');
  const key = claim.scope.split('/').reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `20261122T193000Z` */
function timeOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

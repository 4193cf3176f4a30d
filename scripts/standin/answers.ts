import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

/** What the inbox answers with, and what each kind of answer may do in a browser. */
export interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly policy?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const HTML = 'text/html; charset=utf-8';
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** A mail's own HTML: styles and what it carries itself; no script, no request to anywhere. */
const FRAMED = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

export const pageAnswer = (body: string, status = 200): Answer => ({
  status,
  type: HTML,
  policy: PAGE,
  body,
});

export const frameAnswer = (body: string): Answer => ({ type: HTML, policy: FRAMED, body });

export const jsonAnswer = (value: unknown): Answer => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const plainAnswer = (status: number, body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
});

/** 303: the browser goes on with GET. */
export const goTo = (address: string): Answer => ({
  ...plainAnswer(303, ''),
  headers: { location: address },
});

const TYPES: Readonly<Record<string, string>> = {
  '/inbox.css': 'text/css; charset=utf-8',
  '/inbox.js': 'text/javascript; charset=utf-8',
  '/inbox.svg': 'image/svg+xml',
};

/** Read anew each time: it is small, and whoever changes it sees the change. */
export function assetAnswer(path: string): Answer | null {
  const type = TYPES[path];
  if (type === undefined) return null;
  return { type, body: readFileSync(join(import.meta.dirname, 'assets', path), 'utf8') };
}

export function send(response: ServerResponse, answer: Answer): void {
  response
    .writeHead(answer.status ?? 200, {
      'content-type': answer.type,
      'content-security-policy': answer.policy ?? NOTHING,
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...answer.headers,
    })
    .end(answer.body);
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A name that leads here without being this machine's: some website reaching for the mails. */
export function hasForeignHost({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  return !URL.canParse(`http://${host}`) || !LOCAL.has(new URL(`http://${host}`).hostname);
}

/** A form of another page. Browsers say where a request comes from. */
export function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

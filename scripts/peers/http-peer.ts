import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What the stand-ins of chat providers share: an HTTP server on 127.0.0.1 that answers calls, and
 * the troubles a provider can make on demand.
 */
export interface PeerCall {
  /** The API method, or the path where there is none: `chat.postMessage`, `sendMessage`. */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface PeerRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** From a JSON or a form body, and from the query. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface PeerAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, everything else as JSON. */
  readonly body: unknown;
}

/** Instead of answering properly. `…_after`: the call is carried out first, its answer never comes. */
export type Trouble =
  | ({ readonly kind: 'answer' } & PeerAnswer)
  | ({ readonly kind: 'answer_after' } & PeerAnswer)
  | { readonly kind: 'hang_before' | 'hang_after' | 'drop_before' | 'drop_after' };

export interface TroubleScope {
  /** How many calls it hits, one unless given. */
  readonly times?: number;
  readonly when?: (call: PeerCall) => boolean;
}

/** Troubles in the order they were asked for; each call meets the first that is meant for it. */
export class Troubles {
  #waiting: { readonly trouble: Trouble; readonly scope: TroubleScope; left: number }[] = [];

  add(trouble: Trouble, scope: TroubleScope): void {
    this.#waiting.push({ trouble, scope, left: scope.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(call: PeerCall): Trouble | null {
    const met = this.#waiting.find(({ scope }) => scope.when === undefined || scope.when(call));
    if (met === undefined) return null;
    met.left -= 1;
    if (met.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== met);
    return met.trouble;
  }
}

/** The newest entries only: a stand-in may run for weeks. */
export class Recent<T> {
  readonly #items: T[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  push(item: T): void {
    this.#items.push(item);
    if (this.#items.length > this.#most) this.#items.shift();
  }
}

export const KEPT_MESSAGES = 2_000;
const KEEP_ALIVE_MS = 65_000;

export interface HttpPeerOptions {
  /** A free one unless given. */
  readonly port?: number | undefined;
  readonly troubles: Troubles;
  readonly callOf: (request: PeerRequest) => PeerCall;
  /** Carries the call out. `gone` is aborted when the caller hangs up. */
  readonly answer: (
    call: PeerCall,
    request: PeerRequest,
    gone: AbortSignal,
  ) => PeerAnswer | Promise<PeerAnswer>;
}

export interface HttpPeer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startHttpPeer(options: HttpPeerOptions): Promise<HttpPeer> {
  const server = createServer((incoming, response) => {
    serve(options, incoming, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      const body = `The stand-in failed: ${error instanceof Error ? error.message : String(error)}`;
      send(response, { status: 500, body });
    });
  });
  // Kept connections end at their other side: a call must not meet one that is closing here.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  { troubles, callOf, answer }: HttpPeerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const request = await readRequest(incoming);
  const call = callOf(request);
  const trouble = troubles.take(call);
  switch (trouble?.kind) {
    case undefined:
      return send(response, await answer(call, request, gone.signal));
    case 'answer':
      return send(response, trouble);
    case 'answer_after':
      await answer(call, request, gone.signal);
      return send(response, trouble);
    case 'hang_before':
      return;
    case 'hang_after':
      await answer(call, request, gone.signal);
      return;
    case 'drop_before':
      return void incoming.socket.destroy();
    case 'drop_after':
      await answer(call, request, gone.signal);
      return void incoming.socket.destroy();
  }
}

const LONGEST_BODY_BYTES = 4_194_304;

async function readRequest(incoming: IncomingMessage): Promise<PeerRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > LONGEST_BODY_BYTES) throw new Error('the body is too long');
    chunks.push(bytes);
  }
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const text = Buffer.concat(chunks).toString('utf8');
  const body = incoming.headers['content-type']?.startsWith('application/json')
    ? parseObject(text)
    : Object.fromEntries(new URLSearchParams(text));
  return {
    path: decodeURIComponent(url.pathname),
    headers: incoming.headers,
    args: { ...Object.fromEntries(url.searchParams), ...body },
  };
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: PeerAnswer): void {
  const isText = typeof body === 'string';
  response
    .writeHead(status, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      ...headers,
    })
    .end(isText ? body : JSON.stringify(body));
}

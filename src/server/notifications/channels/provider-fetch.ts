import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';

/**
 * How Slack's and Telegram's clients reach their providers: connections are kept, and what fails
 * says whether the provider may have got the request, which decides what may be tried again (N4).
 * The platform's own `fetch` tells neither and costs several times as much.
 */
export interface ProviderFetch {
  /** In the shape both clients take. Never follows a redirect. */
  fetch(url: string | URL, init?: FetchInit): Promise<ProviderAnswer>;
  /** Ends all calls made within `work` when `signal` is aborted: the clients take no signal everywhere. */
  within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  close(): void;
}

export interface FetchInit {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** The provider did not answer. */
export class NoAnswer extends Error {
  /** False when it certainly got nothing. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, mayHaveArrived: boolean) {
    super(message);
    this.name = 'NoAnswer';
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Something answered, but not the provider's API: a proxy's page, half a body. */
export class UnreadableAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status} with an answer that cannot be read`);
    this.name = 'UnreadableAnswer';
    this.status = status;
  }
}

/** Longer answers than these are no answers to what is asked here. */
const LONGEST_ANSWER_BYTES = 16_777_216;

/** Ends idle connections before the providers do: a message must not meet a closing one. */
const IDLE_MS = 8_000;

/** @param timeoutMs for a whole call, from looking up the host to the end of the answer */
export function openProviderFetch(timeoutMs: number): ProviderFetch {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' }),
  };
  const signals = new AsyncLocalStorage<AbortSignal>();

  return {
    fetch(to, init = {}) {
      const url = typeof to === 'string' ? new URL(to) : to;
      const isPlain = url.protocol === 'http:';
      const agent = isPlain ? agents['http:'] : agents['https:'];
      const request = (isPlain ? http : https).request(url, {
        method: init.method ?? 'GET',
        headers: headersOf(init.headers),
        agent,
      });
      return answerTo(request, init.body, url, { timeoutMs, signal: signals.getStore() });
    },
    within: (signal, work) => signals.run(signal, work),
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

function answerTo(
  request: http.ClientRequest,
  body: unknown,
  url: URL,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<ProviderAnswer> {
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const fail = (message: string) => {
      settle();
      reject(new NoAnswer(message, isConnected));
      request.destroy();
    };
    const stop = () => fail('the worker stopped before an answer came');
    const timer = setTimeout(() => fail(`no answer within ${timeoutMs / 1_000} s`), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    signal?.addEventListener('abort', stop, { once: true });

    // Nothing is written before the connection stands; from then on nobody can tell what arrived.
    request.once('socket', (socket) => {
      if (!socket.connecting) isConnected = true;
      else {
        const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect';
        socket.once(ready, () => {
          isConnected = true;
        });
      }
    });
    request.on('error', (error) => fail(reasonOf(error)));
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LONGEST_ANSWER_BYTES) fail('the answer is too long');
        else chunks.push(chunk);
      });
      response.once('end', () => {
        settle();
        resolve(new ProviderAnswer(response, Buffer.concat(chunks), url));
      });
      response.once('error', (error) => fail(reasonOf(error)));
    });
    if (signal?.aborted) stop();
    else request.end(typeof body === 'string' ? body : undefined);
  });
}

/** What a client reads of an answer, complete when it gets it. */
export class ProviderAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: {
    get(name: string): string | null;
    entries(): Iterable<[string, string]>;
  };
  readonly #body: Buffer;

  constructor(response: http.IncomingMessage, body: Buffer, url: URL) {
    this.status = response.statusCode ?? 0;
    this.statusText = response.statusMessage ?? '';
    this.url = url.href;
    this.#body = body;
    const given = response.headers;
    this.headers = {
      get: (name) => given[name.toLowerCase()]?.toString() ?? null,
      entries: () =>
        Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
    };
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  async text(): Promise<string> {
    return this.#body.toString('utf8');
  }

  /** @throws UnreadableAnswer */
  async json(): Promise<unknown> {
    try {
      return JSON.parse(this.#body.toString('utf8'));
    } catch {
      throw new UnreadableAnswer(this.status);
    }
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#body).buffer;
  }
}

function headersOf(headers: unknown): Record<string, string> {
  return typeof headers === 'object' && headers !== null
    ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    : {};
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the host is not known',
  EAI_AGAIN: 'the host could not be looked up',
};

/** Errors of the network name addresses and ports: a code is enough, and the address may be secret. */
function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    REASONS[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`)
  );
}

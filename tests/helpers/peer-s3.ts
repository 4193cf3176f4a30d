import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll } from 'vitest';
import type { ObjectStoreConfig } from '../../src/server/config/object-store.ts';
import { refusalOf } from './s3-signature.ts';

/**
 * An S3 server for tests: a real one behind a door that checks every signature, knows the uploads
 * that are under way, and makes trouble on demand.
 */
export interface S3Call {
  /** `PutObject`, `UploadPart`, … */
  readonly operation: string;
  readonly key: string;
  readonly partNumber: number | null;
}

export type S3Trouble =
  /** Answered instead of being carried out. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  /** Never answered; `after`: carried out first. */
  | { readonly kind: 'hang' | 'hang_after' }
  /** The connection breaks; `after`: carried out first. */
  | { readonly kind: 'drop' | 'drop_after' }
  /** Half of the body comes, and then nothing, or the end of the connection. */
  | { readonly kind: 'half_then_hang' | 'half_then_drop' };

interface Waiting {
  readonly trouble: S3Trouble;
  readonly when: (call: S3Call) => boolean;
  left: number;
}

export interface S3PeerOptions {
  /** Lists come in pages of so many. */
  readonly pageSize?: number;
  /** Bodies are read and forgotten: for measuring who sends them. */
  readonly isSink?: boolean;
}

const BUCKET = 'requests-files';
const KEYS = { id: 'AKIDOFATEST', secret: 'a-secret-that-nobody-needs-to-keep' };

/** What the real server leaves out and clients see. */
const OVERRIDES = {
  'response-content-disposition': 'content-disposition',
  'response-content-type': 'content-type',
} as const;

export class S3Peer {
  readonly keys = KEYS;
  readonly calls: S3Call[] = [];
  readonly #options: S3PeerOptions;
  readonly #storeAddress: string;
  readonly #stopStore: () => Promise<void>;
  readonly #door = createServer({ requestTimeout: 0 });
  #waiting: Waiting[] = [];
  readonly #uploads = new Map<string, { readonly key: string; initiated: Date }>();
  #skewMs = 0;
  #port = 0;

  private constructor(
    options: S3PeerOptions,
    store: { readonly address: string; readonly stop: () => Promise<void> },
  ) {
    this.#options = options;
    this.#storeAddress = store.address;
    this.#stopStore = store.stop;
    this.#door.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: S3PeerOptions = {}): Promise<S3Peer> {
    const store = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
    store.createBucket(BUCKET);
    const peer = new S3Peer(options, {
      address: `http://127.0.0.1:${store.port}`,
      stop: () => store.stop(),
    });
    await peer.open();
    return peer;
  }

  /** As from the configuration. */
  get config(): ObjectStoreConfig {
    return {
      bucket: BUCKET,
      region: 'eu-central-1',
      endpoint: `http://127.0.0.1:${this.#port}`,
      isPathStyle: true,
      downloadOrigin: null,
      keyPrefix: '',
    };
  }

  /** For a process of its own. */
  get env(): Record<string, string> {
    const { bucket, region, endpoint } = this.config;
    return {
      AWS_STORAGE_BUCKET_NAME: bucket,
      AWS_S3_REGION_NAME: region,
      AWS_S3_ENDPOINT_URL: endpoint ?? '',
      AWS_ACCESS_KEY_ID: KEYS.id,
      AWS_SECRET_ACCESS_KEY: KEYS.secret,
    };
  }

  /** Calls that are meant meet the trouble, one unless given, in the order in which it was asked for. */
  trouble(
    trouble: S3Trouble,
    { times = 1, when = () => true }: { times?: number; when?: (call: S3Call) => boolean } = {},
  ): void {
    this.#waiting.push({ trouble, when, left: times });
  }

  /** No more trouble, the clock as it is. */
  calm(): void {
    this.#waiting = [];
    this.#skewMs = 0;
    this.calls.length = 0;
  }

  /** Its clock, not ours: what is signed ages, and what lies there becomes as old. */
  advance(seconds: number): void {
    this.#skewMs += seconds * 1_000;
  }

  /** Nobody listens any more: connections are refused. */
  async shut(): Promise<void> {
    this.#door.closeAllConnections();
    this.#door.close();
    await once(this.#door, 'close');
  }

  /** Listens, at the same address as before. */
  async open(): Promise<void> {
    this.#door.listen(this.#port, '127.0.0.1');
    await once(this.#door, 'listening');
    this.#port = (this.#door.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (this.#door.listening) await this.shut();
    await this.#stopStore();
  }

  /** The names of all objects. */
  async objects(): Promise<string[]> {
    const { body } = await this.#forward('GET', `/${BUCKET}?list-type=2`, {}, Buffer.alloc(0));
    return [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key ?? '');
  }

  /** The keys of uploads in parts that were neither completed nor aborted. */
  uploads(): string[] {
    return [...this.#uploads.values()].map(({ key }) => key);
  }

  /** Puts bytes there that nobody signed, as somebody with another tool would. */
  async place(key: string, body: Buffer): Promise<void> {
    const { status } = await this.#forward('PUT', `/${BUCKET}/${key}`, {}, body);
    if (status !== 200) throw new Error(`the store refused what the test put there (${status})`);
  }

  async empty(): Promise<void> {
    for (const key of await this.objects()) {
      await this.#forward('DELETE', `/${BUCKET}/${key}`, {}, Buffer.alloc(0));
    }
    this.#uploads.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const method = request.method ?? 'GET';
    const url = new URL(target, 'http://store.invalid');
    const call = callOf(method, url);
    this.calls.push(call);
    const trouble = this.#take(call);
    if (trouble?.kind === 'drop') request.socket.destroy();
    if (trouble?.kind === 'drop' || trouble?.kind === 'hang') return;
    if (this.#options.isSink === true && method === 'PUT') {
      for await (const _ of request);
      response.writeHead(200, { etag: '"swallowed"' }).end();
      return;
    }
    const body = await buffer(request);
    if (trouble?.kind === 'refuse') return sendError(response, trouble.status, trouble.code);
    const refusal = refusalOf(
      { method, target, headers: request.headers, body },
      KEYS,
      this.#nowMs,
    );
    if (refusal !== null) return sendError(response, 403, refusal);
    const answer = await this.#carryOut(call, { method, target, url, body }, request.headers);
    if (trouble?.kind === 'drop_after') request.socket.destroy();
    if (trouble?.kind === 'drop_after' || trouble?.kind === 'hang_after') return;
    response.writeHead(answer.status, answer.headers);
    if (trouble?.kind === 'half_then_hang' || trouble?.kind === 'half_then_drop') {
      response.write(answer.body.subarray(0, answer.body.length / 2));
      // The half is on its way before the connection breaks.
      if (trouble.kind === 'half_then_drop') setTimeout(() => request.socket.destroy(), 100);
      return;
    }
    response.end(method === 'HEAD' ? undefined : answer.body);
  }

  get #nowMs(): number {
    return Date.now() + this.#skewMs;
  }

  #take(call: S3Call): S3Trouble | null {
    const met = this.#waiting.find(({ when, left }) => left > 0 && when(call));
    if (met === undefined) return null;
    met.left -= 1;
    return met.trouble;
  }

  async #carryOut(
    call: S3Call,
    { method, target, url, body }: { method: string; target: string; url: URL; body: Buffer },
    headers: IncomingHttpHeaders,
  ): Promise<Answer> {
    if (call.operation === 'ListMultipartUploads') return this.#listUploads(url.searchParams);
    if (this.#options.isSink === true && call.operation === 'CompleteMultipartUpload') {
      return xml(
        '<CompleteMultipartUploadResult><ETag>"swallowed"</ETag></CompleteMultipartUploadResult>',
      );
    }
    const page = this.#options.pageSize;
    const forwarded =
      page !== undefined && call.operation === 'ListObjectsV2'
        ? `${target}&max-keys=${page}`
        : target;
    const answer = await this.#forward(method, forwarded, headers, body);
    if (answer.status < 300) this.#note(call, url, answer.body.toString('latin1'));
    for (const [parameter, header] of Object.entries(OVERRIDES)) {
      const value = url.searchParams.get(parameter);
      if (value !== null) answer.headers[header] = value;
    }
    return answer;
  }

  #note({ operation, key }: S3Call, url: URL, body: string): void {
    if (operation === 'CreateMultipartUpload') {
      const id = /<UploadId>([^<]+)</.exec(body)?.[1] ?? '';
      this.#uploads.set(id, { key, initiated: new Date() });
    }
    if (operation === 'CompleteMultipartUpload' || operation === 'AbortMultipartUpload') {
      this.#uploads.delete(url.searchParams.get('uploadId') ?? '');
    }
  }

  #listUploads(query: URLSearchParams): Answer {
    const size = this.#options.pageSize ?? 1_000;
    const after = `${query.get('key-marker') ?? ''} ${query.get('upload-id-marker') ?? ''}`;
    const found = [...this.#uploads]
      .filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''))
      .filter(([id, { key }]) => `${key} ${id}` > after)
      .toSorted(([a, { key: of }], [b, { key: than }]) => (`${of} ${a}` < `${than} ${b}` ? -1 : 1));
    const page = found.slice(0, size);
    const [lastId, last] = page.at(-1) ?? ['', undefined];
    return xml(
      `<ListMultipartUploadsResult><IsTruncated>${found.length > size}</IsTruncated>` +
        `<NextKeyMarker>${last?.key ?? ''}</NextKeyMarker><NextUploadIdMarker>${lastId}</NextUploadIdMarker>` +
        page
          .map(
            ([id, { key, initiated }]) =>
              `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
          )
          .join('') +
        '</ListMultipartUploadsResult>',
    );
  }

  async #forward(
    method: string,
    target: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): Promise<Answer> {
    const { connection: _, 'transfer-encoding': __, ...kept } = headers;
    const request = httpRequest(new URL(target, this.#storeAddress), {
      method,
      agent: false,
      headers: { ...kept, 'content-length': body.length },
    });
    // A store that has said no does not read to the end.
    request.on('error', () => undefined);
    request.end(body);
    const [response]: [IncomingMessage] = (await once(request, 'response')) as [IncomingMessage];
    const { connection: ___, 'keep-alive': ____, ...answered } = response.headers;
    return { status: response.statusCode ?? 500, headers: answered, body: await buffer(response) };
  }
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

function xml(text: string): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) };
}

function sendError(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<Error><Code>${code}</Code><Message>As the test wants it</Message></Error>`);
}

function callOf(method: string, { pathname, searchParams }: URL): S3Call {
  const key = pathname.split('/').slice(2).join('/');
  const part = searchParams.get('partNumber');
  const isUpload = searchParams.has('uploadId');
  const ofBucket = searchParams.has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2';
  const operations: Record<string, string> = {
    GET: key === '' ? ofBucket : 'GetObject',
    HEAD: 'HeadObject',
    PUT: isUpload ? 'UploadPart' : 'PutObject',
    POST: isUpload ? 'CompleteMultipartUpload' : 'CreateMultipartUpload',
    DELETE: isUpload ? 'AbortMultipartUpload' : 'DeleteObject',
  };
  return {
    operation: operations[method] ?? method,
    key,
    partNumber: part === null ? null : Number(part),
  };
}

/** A store of its own for the calling test file. Read its field inside tests only. */
export function useS3(options: S3PeerOptions = {}): { readonly s3: S3Peer } {
  let peer: S3Peer | undefined;
  beforeAll(async () => {
    peer = await S3Peer.start(options);
  });
  afterAll(async () => {
    await peer?.stop();
  });
  return {
    get s3() {
      if (peer === undefined) throw new Error('The store exists inside tests only.');
      return peer;
    },
  };
}

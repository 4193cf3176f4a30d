import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Channel } from '../../src/domain/notifications/deliveries.ts';

/**
 * Providers that take everything at once and cost next to nothing: they share two cores with what
 * is measured. Each arrival is told with the code of its request and the time of its first byte.
 */
export type OnArrival = (channel: Channel, code: string, firstByteEpochMs: number) => void;

/** On one clock with other processes, finer than milliseconds. */
export const preciseEpochMs = (): number => performance.timeOrigin + performance.now();

const CODE = /[A-Z]{2}-\d{2}Q\d{4,}/;
const codeIn = (text: string): string => CODE.exec(text)?.[0] ?? '';

export async function listen(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

/** A mail begins with its MAIL FROM. */
export function serveSmtp(socket: Socket, onArrival: OnArrival): void {
  let isData = false;
  let beganAt = 0;
  let code = '';
  let rest = '';
  socket.write('220 mail.example.com ESMTP\r\n');
  socket.on('data', (chunk: Buffer) => {
    if (isData) return takeData(chunk.toString('latin1'));
    rest += chunk.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0 && !isData; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      answer(line);
    }
  });
  const answer = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') beganAt = preciseEpochMs();
    isData = verb === 'DATA';
    if (verb === 'EHLO') socket.write('250-mail.example.com\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n');
    else if (verb === 'QUIT') socket.end('221 Bye\r\n');
    else socket.write(isData ? '354 Go on\r\n' : '250 OK\r\n');
  };
  const takeData = (text: string): void => {
    code ||= codeIn(text);
    rest = (rest + text).slice(-Math.max(5, text.length));
    if (!rest.endsWith('\r\n.\r\n')) return;
    onArrival('email', code, beganAt);
    isData = false;
    rest = '';
    code = '';
    socket.write('250 Taken\r\n');
  };
}

export interface HttpCall {
  /** `chat.postMessage`, `sendMessage`. */
  readonly method: string;
  readonly body: string;
  readonly firstByteEpochMs: number;
}

export interface HttpReply {
  readonly status?: string;
  readonly headers?: string;
  readonly body: string;
  readonly afterMs?: number;
}

export function serveHttp(socket: Socket, reply: (call: HttpCall) => HttpReply): void {
  let buffered = '';
  let beganAt = 0;
  socket.on('data', (chunk: Buffer) => {
    if (buffered === '') beganAt = preciseEpochMs();
    buffered += chunk.toString('latin1');
    const headEnd = buffered.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = buffered.slice(0, headEnd);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (buffered.length < headEnd + 4 + length) return;
    const path = head.slice(0, head.indexOf('\r\n')).split(' ')[1] ?? '';
    const body = buffered.slice(headEnd + 4);
    buffered = '';
    const method = path.slice(path.lastIndexOf('/') + 1);
    send(socket, reply({ method, body, firstByteEpochMs: beganAt }));
  });
}

function send(socket: Socket, { status = '200 OK', headers = '', body, afterMs }: HttpReply): void {
  const write = () =>
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  if (afterMs === undefined) write();
  else setTimeout(write, afterMs);
}

export function slackReplies(onArrival: OnArrival, mayPost: () => boolean) {
  let posts = 0;
  return ({ method, body, firstByteEpochMs }: HttpCall): HttpReply => {
    if (method !== 'chat.postMessage') return { body: '{"ok":true}' };
    if (!mayPost()) {
      return {
        status: '429 Too Many Requests',
        headers: 'Retry-After: 1\r\n',
        body: '{"ok":false,"error":"ratelimited"}',
      };
    }
    posts += 1;
    onArrival('slack', codeIn(body), firstByteEpochMs);
    const ts = `1700000000.${String(posts).padStart(6, '0')}`;
    return { body: `{"ok":true,"channel":"C0BENCH01","ts":"${ts}","message":{"ts":"${ts}"}}` };
  };
}

export function telegramReplies(onArrival: OnArrival) {
  let messages = 0;
  return ({ method, body, firstByteEpochMs }: HttpCall): HttpReply => {
    if (method === 'getMe') {
      return { body: '{"ok":true,"result":{"id":1,"is_bot":true,"username":"bench_bot"}}' };
    }
    if (method === 'getUpdates') return { body: '{"ok":true,"result":[]}', afterMs: 20_000 };
    if (method !== 'sendMessage') return { body: '{"ok":true,"result":true}' };
    messages += 1;
    onArrival('telegram', codeIn(body), firstByteEpochMs);
    return {
      body: `{"ok":true,"result":{"message_id":${messages},"date":1700000000,"chat":{"id":-1001234567890,"type":"supergroup"},"text":""}}`,
    };
  };
}

import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { Call, LoadOrder, LoadResult } from './order.ts';

/**
 * A process of its own that keeps a number of connections busy for a while and measures each
 * answer: kept small, because it shares the cores with what it measures.
 */
process.once('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result, () => process.disconnect?.()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.concurrency });
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  let failed = 0;
  let next = 0;
  let finished = 0;

  const send = async (call: Call, code: string): Promise<Answer> => {
    const answer = await exchange(agent, order.port, call, code);
    if (answer.status !== call.expect) {
      failed += 1;
      if (failures.length < 3) {
        failures.push(`${call.method} ${call.path}: ${answer.status} ${answer.body.slice(0, 300)}`);
      }
    }
    return answer;
  };

  /** One sequence of calls; a later one names the request that the first one created. */
  const sequence = async (calls: readonly Call[], measure: boolean): Promise<void> => {
    const began = performance.now();
    let code = '';
    let version = 1;
    for (const call of calls) {
      const body = call.body?.replaceAll('"$version"', String(version));
      const answer = await send({ ...call, ...(body === undefined ? {} : { body }) }, code);
      if (answer.status !== call.expect) return;
      if (calls.length > 1) {
        const said = JSON.parse(answer.body) as { code: string; version?: number };
        code = said.code;
        version = said.version ?? version;
      }
    }
    finished += 1;
    if (measure) latenciesMs.push(performance.now() - began);
  };

  const phase = async (untilMs: number, measure: boolean): Promise<void> => {
    const connection = async (): Promise<void> => {
      while (performance.now() < untilMs) {
        const calls = order.sequences[next % order.sequences.length];
        next += 1;
        if (calls !== undefined) await sequence(calls, measure);
      }
    };
    await Promise.all(Array.from({ length: order.concurrency }, connection));
  };

  await phase(performance.now() + order.warmUpSeconds * 1_000, false);
  failed = 0;
  failures.length = 0;
  const began = performance.now();
  await phase(began + order.seconds * 1_000, true);
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  latenciesMs.sort((a, b) => a - b);
  const quantile = (share: number): number =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0;
  return {
    done: latenciesMs.length,
    sent: finished,
    perSecond: latenciesMs.length / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    failed,
    failures,
  };
}

function exchange(agent: Agent, port: number, call: Call, code: string): Promise<Answer> {
  return new Promise((done, reject) => {
    const headers: Record<string, string> = { cookie: call.cookie };
    if (call.body !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = String(Buffer.byteLength(call.body));
      headers['idempotency-key'] = randomUUID();
    }
    const path = call.path.replace('$code', code);
    const sent = httpRequest(
      { agent, host: '127.0.0.1', port, method: call.method, path, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(call.body);
  });
}

import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExportJob, ExportsAnswer, PreviewAnswer } from '../../src/domain/api/exports.ts';

/** D2 as its reader has it: streamed to the browser, and written by the worker. */

export interface Download {
  readonly rows: number;
  readonly seconds: number;
  readonly megabytes: number;
}

export async function preview(
  address: string,
  cookie: string,
  query: string,
): Promise<PreviewAnswer> {
  const answer = await fetch(`${address}/api/exports/preview?${query}`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`preview: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as PreviewAnswer;
}

/** Reads the stream to its end without keeping it, by plain HTTP: the reader shares the cores. */
export function download(address: string, cookie: string, query: string): Promise<Download> {
  const began = performance.now();
  return new Promise((done, reject) => {
    const sent = get(
      `${address}/api/exports/download?${query}`,
      { headers: { cookie } },
      (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.once('error', reject);
        answer.once('end', () => {
          if (answer.statusCode !== 200) return reject(new Error(`download: ${answer.statusCode}`));
          const seconds = (performance.now() - began) / 1_000;
          const rows = Number(answer.headers['x-row-count']);
          return done({ rows, seconds, megabytes: bytes / 1e6 });
        });
      },
    );
    sent.once('error', reject);
  });
}

/** From the order until it is ready. */
export async function inBackground(
  address: string,
  cookie: string,
  query: Readonly<Record<string, unknown>>,
): Promise<Download> {
  const began = performance.now();
  const ordered = await fetch(`${address}/api/exports`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(query),
  });
  if (!ordered.ok) throw new Error(`export: ${ordered.status} ${await ordered.text()}`);
  const { id } = (await ordered.json()) as ExportJob;
  for (;;) {
    await pause(100);
    const answer = await fetch(`${address}/api/exports`, { headers: { cookie } });
    const { exports } = (await answer.json()) as ExportsAnswer;
    const job = exports.find((one) => one.id === id);
    if (job?.state === 'ready') {
      const seconds = (performance.now() - began) / 1_000;
      return { rows: job.rowsTotal, seconds, megabytes: (job.sizeBytes ?? 0) / 1e6 };
    }
    if (job === undefined || (job.state !== 'waiting' && job.state !== 'running')) {
      throw new Error(`export: ${job?.state} ${job?.error}`);
    }
  }
}

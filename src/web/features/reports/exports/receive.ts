import { answerOf } from '../../../api/client.ts';
import { type CompleteSearch, downloadParameters } from '../../../api/export-search.ts';
import { csvLineCounter } from './csv-rows.ts';

export interface Received {
  readonly bytes: number;
  /** Rows so far and in all, where that can be known: lines of a CSV file. */
  readonly rows: number | null;
  readonly allRows: number | null;
}

/** The answer ended before the file did: what arrived is not the report. */
export class BrokeOff extends Error {
  readonly bytes: number;

  constructor(bytes: number, cause: unknown) {
    super('The download broke off', { cause });
    this.name = 'BrokeOff';
    this.bytes = bytes;
  }
}

/**
 * D2: streams a report into memory, for it must not be saved half. Rejects with `ApiError` when it
 * is refused, `Unreachable` without an answer, `BrokeOff` half-way, or the signal's reason.
 */
export async function receiveReport(
  search: CompleteSearch,
  options: { readonly signal: AbortSignal; readonly onProgress: (received: Received) => void },
): Promise<{ readonly file: Blob; readonly name: string | null }> {
  const { signal, onProgress } = options;
  const parameters = downloadParameters(search);
  const answer = await answerOf('/exports/download', { query: parameters, signal });
  const allRows = rowCountOf(answer);
  const countLines = parameters.format === 'csv' && allRows !== null ? csvLineCounter() : null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (chunk?.value === undefined) break;
      chunks.push(chunk.value);
      bytes += chunk.value.length;
      // The first line holds the headings.
      const lines = countLines?.(chunk.value) ?? null;
      onProgress({ bytes, rows: lines === null ? null : Math.max(0, lines - 1), allRows });
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw new BrokeOff(bytes, error);
  }
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  return { file: new Blob(chunks, { type }), name: fileNameOf(answer) };
}

function rowCountOf(answer: Response): number | null {
  const text = answer.headers.get('x-row-count') ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}

function fileNameOf(answer: Response): string | null {
  const header = answer.headers.get('content-disposition') ?? '';
  return /filename="([^"]+)"/.exec(header)?.[1] ?? null;
}

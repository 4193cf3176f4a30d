import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { FileFacts } from '../../domain/requests/define.ts';
import { CsvCounter } from './csv-facts.ts';

/** Enough for signatures that stand behind others, such as the parts of an office document. */
const HEAD_BYTES = 65_536;
const UNKNOWN_TYPE = 'application/octet-stream';

export interface Inspected {
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  /** F2: found in the bytes; what the client says about them is not asked. */
  readonly mimeType: string;
  readonly csv: FileFacts['csv'];
}

/** Looks at the bytes of an upload as they pass by, holding no more of them than the head. */
export class Inspection {
  readonly #hash = createHash('sha256');
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #sizeBytes = 0;
  readonly #csv: CsvCounter | null;

  /** @param name as the client gave it; columns and rows are counted for `.csv` only */
  constructor(name: string) {
    this.#csv = name.toLowerCase().endsWith('.csv') ? new CsvCounter() : null;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  take(chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    this.#hash.update(chunk);
    this.#csv?.write(chunk);
    if (this.#headBytes < HEAD_BYTES) {
      // A copy: a slice would keep the whole chunk alive.
      const part = Buffer.from(chunk.subarray(0, HEAD_BYTES - this.#headBytes));
      this.#head.push(part);
      this.#headBytes += part.length;
    }
  }

  async finish(): Promise<Inspected> {
    const head = Buffer.concat(this.#head);
    const signature = await typeBySignature(head);
    const counted = (await this.#csv?.end()) ?? null;
    // A picture or an archive is no table, whatever its name and however it happens to parse.
    const csv = signature === null && isText(head) ? counted : null;
    return {
      sizeBytes: this.#sizeBytes,
      sha256: this.#hash.digest(),
      mimeType: signature ?? typeOfText(head, csv),
      csv,
    };
  }
}

async function typeBySignature(head: Buffer): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? null;
  } catch {
    // The detector stumbles over damaged headers: such a file has no type that one can name.
    return null;
  }
}

function typeOfText(head: Buffer, csv: FileFacts['csv']): string {
  if (csv !== null) return 'text/csv';
  return isText(head) ? 'text/plain' : UNKNOWN_TYPE;
}

/** UTF-16 says so by its first two bytes; anything else with a NUL in it is not text. */
function isText(head: Buffer): boolean {
  const mark = head.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' || !head.includes(0);
}

import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where one part of an upload gathers at the pace of its client: a temporary file without a name, so
 * that a slow client holds no memory and a killed process leaves nothing on the disk.
 */
export class PartSpool {
  readonly #file: FileHandle;
  #size = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(): Promise<PartSpool> {
    const path = join(tmpdir(), `requests-part-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new PartSpool(file);
  }

  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const left = bytes.subarray(written);
      const { bytesWritten } = await this.#file.write(left, 0, left.length, this.#size);
      written += bytesWritten;
      this.#size += bytesWritten;
    }
  }

  /** What has gathered, at the start of `buffer`, which must have room for it. */
  async read(buffer: Buffer): Promise<Buffer> {
    let read = 0;
    while (read < this.#size) {
      const { bytesRead } = await this.#file.read(buffer, read, this.#size - read, read);
      if (bytesRead === 0) throw new Error('a temporary file lost bytes');
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }

  /** For the next part, which is written over this one. */
  empty(): void {
    this.#size = 0;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

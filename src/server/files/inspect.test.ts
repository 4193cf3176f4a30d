import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Inspection } from './inspect.ts';

const inspect = (name: string, content: string | Buffer, chunkBytes = 1_000) => {
  const inspection = new Inspection(name);
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    inspection.take(bytes.subarray(at, at + chunkBytes));
  }
  return inspection.finish();
};

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.alloc(99, 65),
]);

describe('F2 the type of a file', () => {
  it.each([
    ['plan.pdf', '%PDF-1.7\n1 0 obj', 'application/pdf'],
    ['picture.csv', PNG, 'image/png'],
    [
      'files.zip',
      Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
      'application/zip',
    ],
    ['policy.xml', '<?xml version="1.0"?><policy/>', 'application/xml'],
    ['page.html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['units.csv', 'a,b\n1,2\n', 'text/csv'],
    ['units.txt', 'a,b\n1,2\n', 'text/plain'],
    [
      'random.bin',
      Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.alloc(50, 0)]),
      'application/octet-stream',
    ],
  ])('%s is found in its bytes', async (name, content, mimeType) => {
    expect((await inspect(name, content)).mimeType).toBe(mimeType);
  });

  it('F-SD1 a picture or other bytes under the name of a CSV are no CSV', async () => {
    expect((await inspect('picture.csv', PNG)).csv).toBeNull();
    expect((await inspect('zeros.csv', Buffer.from('a,b\n\0\0\0,1\n'))).csv).toBeNull();
  });

  it('damaged headers have no type that one can name, and fail nothing', async () => {
    for (const start of [
      '504b0304',
      '25504446',
      '89504e470d0a1a0a',
      '494433',
      'd0cf11e0a1b11ae1',
    ]) {
      for (const length of [0, 3, 30, 70_000]) {
        const bytes = Buffer.concat([Buffer.from(start, 'hex'), randomBytes(length)]);
        expect((await inspect('x.bin', bytes)).sizeBytes).toBe(bytes.length);
      }
    }
  });

  it('size and SHA-256 are those of all bytes, however they came', async () => {
    const bytes = randomBytes(200_000);
    const sha256 = createHash('sha256').update(bytes).digest();
    for (const chunkBytes of [7_777, 65_536, 200_000]) {
      const inspected = await inspect('x.bin', bytes, chunkBytes);
      expect(inspected).toMatchObject({ sizeBytes: 200_000, sha256 });
    }
  });
});

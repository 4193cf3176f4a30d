import { crc32, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csv, xlsx } from './spreadsheet.ts';
import { zip } from './zip.ts';

/** Reads an archive as programs do: from its end, by its directory. */
function unzip(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  const entries: Record<string, string> = {};
  for (let index = 0; index < count; index += 1) {
    expect(archive.toString('latin1', at, at + 4)).toBe('PK\x01\x02');
    const packedBytes = archive.readUInt32LE(at + 20);
    const nameBytes = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameBytes);
    expect(archive.toString('utf8', local + 30, local + 30 + nameBytes)).toBe(name);
    const start = local + 30 + nameBytes + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + packedBytes));
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
    expect(content.length).toBe(archive.readUInt32LE(at + 24));
    entries[name] = content.toString();
    at += 46 + nameBytes;
  }
  return entries;
}

describe('archives', () => {
  it('hold what was put in, names and letters of every language included', () => {
    const archive = zip([
      { path: 'a.txt', text: 'first' },
      { path: 'folder/zweite Datei ü.txt', text: 'Größe €\n'.repeat(500) },
    ]);
    expect(unzip(archive)).toEqual({
      'a.txt': 'first',
      'folder/zweite Datei ü.txt': 'Größe €\n'.repeat(500),
    });
  });
});

describe('spreadsheets', () => {
  it('are packages whose parts name each other, cells escaped', () => {
    const parts = unzip(
      xlsx([
        ['Name', 'Units'],
        ['Larkspur & <Vane>', 12],
      ]),
    );
    expect(parts['[Content_Types].xml']).toContain('/xl/worksheets/sheet1.xml');
    expect(parts['xl/_rels/workbook.xml.rels']).toContain('worksheets/sheet1.xml');
    expect(parts['xl/worksheets/sheet1.xml']).toContain(
      '<row r="2"><c t="inlineStr"><is><t>Larkspur &amp; &lt;Vane&gt;</t></is></c><c><v>12</v></c></row>',
    );
  });

  it('as CSV quote what holds a separator, a quote or a line', () => {
    expect(
      csv([
        ['a,b', 'say "hi"'],
        ['two\nlines', 3],
      ]).toString(),
    ).toBe('"a,b","say ""hi"""\n"two\nlines",3\n');
  });
});

import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import type { Instant } from '../../../domain/kernel/calendar.ts';
import {
  columnLetters,
  contentTypes,
  packageRelations,
  type SheetColumn,
  sheetCell,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts';

export interface Sheet<Row> {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly (SheetColumn & {
    /** Exact decimal text in columns of numbers; empty: nothing. */
    readonly read: (row: Row) => string;
  })[];
  /** Rows, several at a time. */
  readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

/** Compresses fast: a sheet is so repetitive that more effort gains little. */
const EFFORT = 1;
const CHUNK_CHARACTERS = 65_536;

/**
 * A workbook as a stream of bytes, in constant memory however many rows there are. Sheets are read
 * one after the other, as fast as the stream is; destroying it ends the reading.
 *
 * @param at when it was made, as the files in it say
 */
export function writeXlsx<Row>(sheets: readonly Sheet<Row>[], at: Instant): Readable {
  const zip = new yazl.ZipFile();
  const options = { mtime: new Date(at), compressionLevel: EFFORT };
  const addText = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, options);
  addText('[Content_Types].xml', contentTypes(sheets.length));
  addText('_rels/.rels', packageRelations);
  addText('xl/workbook.xml', workbook(sheets.map(({ name }) => name)));
  addText('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
  addText('xl/styles.xml', styles);

  // The archive neither hears that its reader went nor tells that a sheet failed: this does both.
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const open = new Set<Readable>();
  sheets.forEach((sheet, index) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, options, (take) => {
      if (output.destroyed) return;
      const content = Readable.from(sheetContent(sheet), { objectMode: false });
      open.add(content);
      content.once('error', (error) => output.destroy(error));
      content.once('close', () => open.delete(content));
      take(null, content);
    });
  });
  zip.once('error', (error: Error) => output.destroy(error));
  output.once('close', () => {
    for (const content of open) content.destroy();
  });
  zip.end();
  return output;
}

async function* sheetContent<Row>({ columns, batches }: Sheet<Row>): AsyncGenerator<Buffer> {
  const cells = columns.map((column, at) => ({ ...column, letters: columnLetters(at) }));
  let xml = sheetStart(columns);
  let number = 1;
  for await (const rows of batches) {
    for (const row of rows) {
      number += 1;
      let line = '';
      for (const { kind, read, letters } of cells) {
        line += sheetCell(kind, read(row), letters + number);
      }
      xml += `<row r="${number}">${line}</row>`;
      if (xml.length >= CHUNK_CHARACTERS) {
        yield Buffer.from(xml);
        xml = '';
      }
    }
  }
  yield Buffer.from(xml + sheetEnd);
}

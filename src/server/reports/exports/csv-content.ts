import type { ExportColumn, ExportRow } from '../../../domain/reports/exports/columns.ts';
import {
  BYTE_ORDER_MARK,
  CSV_NEW_LINE,
  csvCell,
  csvLine,
} from '../../../domain/reports/exports/csv.ts';

/** Large enough that streams cost little, small enough that others get their turn in between. */
const CHUNK_CHARACTERS = 65_536;

/** A report as a CSV file, piece by piece (D2). */
export async function* csvContent(
  columns: readonly ExportColumn[],
  batches: AsyncIterable<readonly ExportRow[]>,
  { bom }: { readonly bom: boolean },
): AsyncGenerator<Buffer> {
  const headings = csvLine(
    [],
    columns.map(({ heading }) => heading),
  );
  let text = bom ? BYTE_ORDER_MARK + headings : headings;
  for await (const rows of batches) {
    for (const row of rows) {
      let line = '';
      for (const { kind, read } of columns) line += `,${csvCell(kind, read(row))}`;
      text += line.slice(1) + CSV_NEW_LINE;
      if (text.length >= CHUNK_CHARACTERS) {
        yield Buffer.from(text);
        text = '';
      }
    }
  }
  if (text !== '') yield Buffer.from(text);
}

import { type CellKind, isNumberText } from '../../../domain/reports/exports/csv.ts';

/** The pieces of a workbook (ECMA-376): as little as spreadsheets need to open it. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Of one cell; what is longer makes a spreadsheet refuse the file. */
const MOST_CHARACTERS = 32_767;

/** Positions in `cellXfs` below. */
const STYLE = { heading: 1, money: 2, percent: 3 } as const;

export interface SheetColumn {
  readonly heading: string;
  readonly kind: CellKind;
}

export const contentTypes = (sheets: number): string =>
  `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${numbered(
    sheets,
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )}</Types>`;

export const packageRelations = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const workbookRelations = (sheets: number): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbered(
    sheets,
    (n) =>
      `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )}<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;

export const workbook = (names: readonly string[]): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
    .map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('')}</sheets></workbook>`;

/** Plain, bold headings, `#,##0.00` for money and `0.0` for percent. */
export const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Up to the first row: widths, headings that stay in sight. */
export function sheetStart(columns: readonly SheetColumn[]): string {
  const widths = columns
    .map(({ heading, kind }, at) => {
      const width = Math.min(
        40,
        Math.max(kind === 'text' || kind === 'plain' ? 16 : 10, heading.length + 2),
      );
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
    })
    .join('');
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const headings = columns
    .map(({ heading }, at) => textCell(heading, `${columnLetters(at)}1`, STYLE.heading))
    .join('');
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${headings}</row>`;
}

export const sheetEnd = '</sheetData></worksheet>';

/**
 * Text is an inline string, which no spreadsheet runs as a formula; numbers are the exact decimal
 * text. What is empty is left out, so every cell says where it stands.
 */
export function sheetCell(kind: CellKind, text: string, address: string): string {
  if (text === '') return '';
  if (kind === 'text' || kind === 'plain' || !isNumberText(text)) return textCell(text, address);
  const style = kind === 'integer' ? '' : ` s="${STYLE[kind]}"`;
  return `<c r="${address}"${style}><v>${text}</v></c>`;
}

/** A … Z, AA, AB … of a column, counted from 0. */
export function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}

function textCell(text: string, address: string, style?: number): string {
  const cut = text.length <= MOST_CHARACTERS ? text : shortened(text);
  const styled = style === undefined ? '' : ` s="${style}"`;
  return `<c r="${address}"${styled} t="inlineStr"><is><t xml:space="preserve">${xmlText(cut)}</t></is></c>`;
}

function shortened(text: string): string {
  return `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Controls but tab and line breaks, lone surrogates and two more: XML 1.0 cannot hold most of them. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/gu;
/** Asked of every text, so that most are left as they are. */
const SPECIAL = /[&<>"\p{Cc}\p{Surrogate}\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/u;

/** Spreadsheets read `_x000D_` as the character of that number: an underscore in front keeps it text. */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(FORBIDDEN, '')
    .replace(ESCAPE, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function numbered(count: number, text: (n: number) => string): string {
  return Array.from({ length: count }, (_, at) => text(at + 1)).join('');
}

import { OPERATION_KEYS, type OperationKey } from '../../../../domain/pricing/operations.ts';
import { PRICE_FIELDS, type PriceField } from '../../../../domain/pricing/price-list.ts';

export interface Cell {
  readonly operation: OperationKey;
  readonly field: PriceField;
}

export interface Filled extends Cell {
  readonly text: string;
}

/** Rows and columns as spreadsheets copy them; null for a single value, which is pasted as text. */
export function cellsOf(clipboard: string): readonly (readonly string[])[] | null {
  const rows = clipboard
    .replace(/(\r\n|\n|\r)+$/, '')
    .split(/\r\n|\n|\r/)
    .map((row) => row.split('\t').map((cell) => cell.trim()));
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null;
}

/** Fills downwards and to the right from `start`; `left` counts values beyond the table. */
export function fillFrom(
  start: Cell,
  rows: readonly (readonly string[])[],
): { readonly filled: readonly Filled[]; readonly left: number } {
  const top = OPERATION_KEYS.indexOf(start.operation);
  const first = PRICE_FIELDS.indexOf(start.field);
  const values = rows.flatMap((row, down) =>
    row.map((text, right) => ({
      operation: OPERATION_KEYS[top + down],
      field: PRICE_FIELDS[first + right],
      text,
    })),
  );
  const filled = values.flatMap(({ operation, field, text }) =>
    operation === undefined || field === undefined ? [] : [{ operation, field, text }],
  );
  const beyond = values.filter(
    ({ operation, field, text }) => (operation === undefined || field === undefined) && text !== '',
  );
  return { filled, left: beyond.length };
}

/** The cell that a key leads to; null at the edge of the column and for other keys. */
export function cellAfter({ operation, field }: Cell, key: string, shift: boolean): Cell | null {
  const step =
    key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : key === 'Enter' ? (shift ? -1 : 1) : 0;
  if (step === 0) return null;
  const next = OPERATION_KEYS[OPERATION_KEYS.indexOf(operation) + step];
  return next === undefined ? null : { operation: next, field };
}

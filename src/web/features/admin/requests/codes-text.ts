import { isCode } from '../../../../domain/requests/codes.ts';

/** What somebody pasted into the field for codes. Pure. */
export interface PastedCodes {
  /** Each once, in the order in which they stand there. */
  readonly codes: readonly string[];
  /** What stands there and can be no code. */
  readonly wrong: readonly string[];
  /** How many stood there more than once. */
  readonly repeated: number;
}

/** Splits at white space, commas and semicolons; what mail programs and spreadsheets put around a code goes. */
export function readCodes(text: string): PastedCodes {
  const parts = text
    .split(/[\s,;]+/)
    .map((part) => part.replaceAll(/^["'“”‘’([<]+|["'“”‘’)\]>.:]+$/g, '').toUpperCase())
    .filter((part) => part !== '');
  const unique = [...new Set(parts)];
  return {
    codes: unique.filter(isCode),
    wrong: unique.filter((part) => !isCode(part)),
    repeated: parts.length - unique.length,
  };
}

const MEGABYTE = 1024 * 1024;

/** The largest file as its field shows it, in MB with at most three decimals. */
export function megabytesOf(bytes: number): string {
  return String(Number((bytes / MEGABYTE).toFixed(3)));
}

/** Whole bytes of what was typed, also with a decimal comma; NaN for what is no number. */
export function bytesIn(megabytes: string): number {
  const text = megabytes.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * MEGABYTE) : Number.NaN;
}

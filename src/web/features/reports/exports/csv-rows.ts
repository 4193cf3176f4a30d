const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/**
 * Counts the lines of a CSV file while it arrives; one within quotes is part of a cell. A doubled
 * quote leaves the quotes and enters them again, which changes nothing.
 */
export function csvLineCounter(): (chunk: Uint8Array) => number {
  let lines = 0;
  let isQuoted = false;
  return (chunk) => {
    for (const byte of chunk) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) lines += 1;
    }
    return lines;
  };
}

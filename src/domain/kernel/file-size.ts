const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
const STEP = 1024;

/**
 * "4.2 MB", with the units that the size limit is set in: 10 MB are 10,485,760 bytes (F1). Rounded
 * up, so that a file over the limit never reads as if it were on it.
 *
 * @param bytes a whole number, not negative
 */
export function formatFileSize(bytes: number): string {
  let unit = 0;
  let shown = bytes;
  while (shown >= STEP && unit < UNITS.length - 1) {
    unit += 1;
    const value = bytes / STEP ** unit;
    shown = unit > 1 && value < 100 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  }
  return `${shown} ${UNITS[unit]}`;
}

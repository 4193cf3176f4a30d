import { KNOWN_NAMES } from './variables.ts';

/** Shorter names are too near to each other and to what shells set. */
const SHORTEST = 7;
const MOST_EDITS = 2;

/** What is set under a name that is nearly one of ours, which is not set itself: name → meant. */
export function misspelt(names: readonly string[]): ReadonlyMap<string, string> {
  const given = new Set(names);
  const absent = KNOWN_NAMES.filter((name) => name.length >= SHORTEST && !given.has(name));
  const found = new Map<string, string>();
  for (const name of names) {
    if (KNOWN_NAMES.includes(name)) continue;
    const meant = absent.find((known) => isNear(name.toUpperCase(), known));
    if (meant !== undefined) found.set(name, meant);
  }
  return found;
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > MOST_EDITS) return false;
  return edits(a, b) <= MOST_EDITS;
}

/** Letters added, left out or replaced, neighbours swapped: the fewest that make `a` into `b`. */
function edits(a: string, b: string): number {
  const at = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? 0;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(rows[i - 1], j) + 1,
          at(row, j - 1) + 1,
          at(rows[i - 1], j - 1) + (isSame ? 0 : 1),
          isSwap ? at(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return at(rows.at(-1), b.length);
}

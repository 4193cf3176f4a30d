import { readFileSync } from 'node:fs';

/** What a process holds in memory, and what of it no other process shares; null without /proc. */
export function residentMb(
  pid: number | undefined,
): { readonly total: number; readonly own: number } | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kB = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1]);
    const own = kB('Private_Clean') + kB('Private_Dirty');
    return { total: Math.round(kB('Rss') / 1_024), own: Math.round(own / 1_024) };
  } catch {
    return null;
  }
}

import { readFileSync, writeFileSync } from 'node:fs';

/** The most memory a process has held since `forgetPeak`, in MB; null where there is no /proc. */
export function peakMb(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kB = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kB === undefined ? null : Math.round(Number(kB) / 1_024);
  } catch {
    return null;
  }
}

/** From now on a new peak is kept. */
export function forgetPeak(pid: number | undefined): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not allowed, or no /proc: the peak is then that of the whole life.
  }
}

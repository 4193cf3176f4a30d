import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processor time used so far, in milliseconds. */
export interface CpuTimes {
  readonly api: number;
  readonly database: number;
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const TICK_MS = 10;

/**
 * What one request costs in processor time changes far less than req/s with what else the machine
 * does. Null where there is no /proc.
 */
export function cpuTimes(apiPid: number | undefined, dataDir: string): CpuTimes | null {
  try {
    const postmaster = Number(
      readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readStat(pid));
    const used = (test: (process: Stat) => boolean): number =>
      processes.filter(test).reduce((sum, { usedMs }) => sum + usedMs, 0);
    // Connections that ended since are in the postmaster's account.
    const ended = processes.find(({ pid }) => pid === postmaster)?.endedChildrenMs ?? 0;
    return {
      api: used(({ pid }) => pid === apiPid),
      database: ended + used(({ pid, parent }) => pid === postmaster || parent === postmaster),
    };
  } catch {
    return null;
  }
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly usedMs: number;
  readonly endedChildrenMs: number;
}

function readStat(pid: string): Stat {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; state, parent, … come after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ms = (first: number): number =>
      (Number(fields[first]) + Number(fields[first + 1])) * TICK_MS;
    return { pid: Number(pid), parent: Number(fields[1]), usedMs: ms(11), endedChildrenMs: ms(13) };
  } catch {
    // Ended since the folder was read.
    return { pid: Number(pid), parent: 0, usedMs: 0, endedChildrenMs: 0 };
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CpuTimes } from './cpu.ts';
import type { LoadResult } from './order.ts';
import type { Scenario } from './scenarios.ts';

export interface Measured extends LoadResult {
  readonly name: string;
  readonly target: Scenario['target'];
  /** One minute's load average of the machine just before. */
  readonly loadBefore: number;
  /** Processor time for one, in milliseconds, with the warm-up's share; null where unknown. */
  readonly cpu: CpuTimes | null;
}

export interface Conditions {
  readonly requests: number;
  readonly concurrency: number;
  readonly secondsEach: number;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  readonly loadAtStart: number;
}

export function conditions(
  given: Pick<Conditions, 'requests' | 'concurrency' | 'secondsEach' | 'postgres'>,
): Conditions {
  return {
    ...given,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAtStart: loadNow(),
  };
}

export const loadNow = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

export function conditionsText(c: Conditions): string {
  return [
    `${c.requests.toLocaleString('en')} requests, one api process, concurrency ${c.concurrency}, ${c.secondsEach} s each;`,
    `${c.cores} cores (${c.processor}) shared by api, PostgreSQL and load, ${c.memoryGb} GB;`,
    `Node ${c.node}, PostgreSQL ${c.postgres}; load average ${c.loadAtStart} before.`,
    '"api ms" and "pg ms": processor time of one; other work on the machine moves it less than req/s.',
  ].join('\n');
}

const WIDTHS = [30, 8, 8, 9, 8, 9, 8, 28] as const;
const columns = (cells: readonly string[]): string =>
  cells
    .map((cell, index) =>
      index === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[index] ?? 0),
    )
    .join('');

export const headerText = (): string =>
  columns(['', 'req/s', 'p50 ms', 'p99 ms', 'api ms', 'pg ms', 'failed', 'target']);

export function rowText(measured: Measured): string {
  return columns([
    measured.name,
    measured.perSecond.toFixed(0),
    measured.p50Ms.toFixed(1),
    measured.p99Ms.toFixed(1),
    measured.cpu?.api.toFixed(2) ?? '',
    measured.cpu?.database.toFixed(2) ?? '',
    String(measured.failed),
    targetText(measured),
  ]);
}

export function isMet({ target, perSecond, p99Ms, failed }: Measured): boolean {
  return (
    failed === 0 && perSecond >= (target.perSecond ?? 0) && p99Ms <= (target.p99Ms ?? Infinity)
  );
}

function targetText(measured: Measured): string {
  const { perSecond, p99Ms } = measured.target;
  const parts = [
    ...(perSecond === undefined ? [] : [`>=${perSecond}/s`]),
    ...(p99Ms === undefined ? [] : [`p99<=${p99Ms}`]),
  ];
  if (parts.length === 0) return '';
  return `${parts.join(' ')} ${isMet(measured) ? 'met' : 'MISSED'}`;
}

/** What a browser loads before the first page shows: index.html and all it names, gzipped. */
export function firstLoadText(webFolder: string): string {
  const index = join(webFolder, 'index.html');
  if (!existsSync(index)) return 'First load: the web app is not built (npm run build).';
  const html = readFileSync(index, 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? '',
  );
  const bytes = [index, ...new Set(named.map((path) => join(webFolder, path)))]
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
  const kB = bytes / 1_000;
  return `First load: ${kB.toFixed(0)} kB gzipped (target <=260 kB, ${kB <= 260 ? 'met' : 'MISSED'}).`;
}

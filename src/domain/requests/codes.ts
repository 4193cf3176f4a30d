import { type Instant, quarterOf } from '../kernel/calendar.ts';

/** `{PREFIX}-{YY}Q{quarter}{sequence}`, at least three digits of sequence, UTC (R1). */
export function formatCode(prefix: string, createdAt: Instant, sequence: number): string {
  const { year, quarter } = quarterOf(createdAt);
  const yy = String(year % 100).padStart(2, '0');
  return `${prefix}-${yy}Q${quarter}${String(sequence).padStart(3, '0')}`;
}

/** True for text that can be a code; codes are compared upper-case. */
export function isCode(text: string): boolean {
  return /^[A-Z]{2}-\d{2}Q[1-4]\d{3,}$/.test(text);
}

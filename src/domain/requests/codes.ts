import { type Instant, quarterOf } from '../kernel/calendar.ts';

/** `{PREFIX}-{YY}Q{quarter}{sequence}`, at least three digits of sequence, UTC (R1). */
export function formatCode(prefix: string, createdAt: Instant, sequence: number): string {
  return `${codeStem(prefix, createdAt)}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
}

/** The code without its sequence: what the database puts before the number it counts up (R2). */
export function codeStem(prefix: string, createdAt: Instant): string {
  const { year, quarter } = quarterOf(createdAt);
  return `${prefix}-${String(year % 100).padStart(2, '0')}Q${quarter}`;
}

/** At least so many digits of sequence; it simply grows past them. */
export const SEQUENCE_DIGITS = 3;

/** True for text that can be a code; codes are compared upper-case. */
export function isCode(text: string): boolean {
  return /^[A-Z]{2}-\d{2}Q[1-4]\d{3,}$/.test(text);
}

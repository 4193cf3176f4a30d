/** A target as its dialog has it; texts, as they are typed. */
export interface TargetParts {
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
const MAX_MINUTES = 365 * DAY_MINUTES;

export function partsOf(targetMs: number | null): TargetParts {
  if (targetMs === null) return { days: '', hours: '', minutes: '' };
  const minutes = Math.floor(targetMs / MINUTE_MS);
  const text = (count: number) => (count === 0 ? '' : String(count));
  return {
    days: text(Math.floor(minutes / DAY_MINUTES)),
    hours: text(Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES)),
    minutes: text(minutes % HOUR_MINUTES),
  };
}

/** D4: whole minutes, or what is wrong with them. An empty part counts as none. */
export function minutesOf(parts: TargetParts): number | 'too_short' | 'too_long' {
  const [days, hours, minutes] = [parts.days, parts.hours, parts.minutes].map((text) =>
    text === '' ? 0 : Number(text),
  ) as [number, number, number];
  const all = days * DAY_MINUTES + hours * HOUR_MINUTES + minutes;
  // Whatever is no number is not a time either.
  if (!(all >= 1)) return 'too_short';
  return all > MAX_MINUTES ? 'too_long' : all;
}

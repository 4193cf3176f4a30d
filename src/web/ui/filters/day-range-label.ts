import { formatDay } from '../../format.ts';
import { filterWords as words } from '../../words/filters.ts';

/** "Mon 2 Nov – Sun 22 Nov", or what its one end says. */
export function dayRangeLabel(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return to === undefined ? words.anything : words.until(formatDay(to));
  if (to === undefined) return words.since(formatDay(from));
  return from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`;
}

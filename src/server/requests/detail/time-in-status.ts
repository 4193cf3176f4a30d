import { epochMs, type Instant } from '../../../domain/kernel/calendar.ts';
import type { Status } from '../../../domain/requests/request.ts';

/**
 * X4: milliseconds spent in each status, the present one counted up to `now`.
 * @param changes every change of status in order, the first one the creation
 */
export function timeInStatus(
  changes: readonly { readonly at: Instant; readonly to: Status }[],
  now: Instant,
): Partial<Record<Status, number>> {
  const spent: Partial<Record<Status, number>> = {};
  changes.forEach(({ at, to }, index) => {
    const until = changes[index + 1]?.at ?? now;
    // Clocks of two servers may disagree by a little; time never counts backwards.
    spent[to] = (spent[to] ?? 0) + Math.max(0, epochMs(until) - epochMs(at));
  });
  return spent;
}

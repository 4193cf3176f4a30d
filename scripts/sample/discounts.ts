import { addMs, DAY_MS, epochMs } from '../../src/domain/kernel/calendar.ts';
import type { Life } from './life.ts';
import type { Stage } from './next-step.ts';
import { atWork } from './working-hours.ts';

const PERCENTS = ['5.0', '7.5', '10.0', '10.0', '12.5', '15.0', '25.0', '50.0', '100.0'] as const;
const REASONS = [
  'Agreed with the partner after the **delay** at the start of the month.',
  'Goodwill: the first delivery had to be done again.',
  'Large order, as the account team promised.',
  'Launch price for a new partner.',
  'Counted twice with the request before it; billed there.',
] as const;

/** M4: now and then an admin takes something off the price of what is completed. */
export function grantDiscount(life: Life, { cast, random, now }: Stage): void {
  if (life.state.status !== 'completed' || !random.chance(0.05)) return;
  const { actor } = cast.holding('admin', { at: life.at });
  const at = atWork(addMs(life.at, random.low() * 9 * DAY_MS), actor.timezone, random);
  if (epochMs(at) >= epochMs(now)) return;
  life.act({
    actor,
    action: 'discount',
    values: { discountPercent: random.pick(PERCENTS), reason: random.pick(REASONS) },
    at,
  });
}

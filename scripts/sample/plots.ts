import type { RequestTypeKey } from '../../src/domain/requests/define.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { essentialPlots } from './essential-plots.ts';
import { canBe, type Detour, newPlot, type Plot } from './plot.ts';
import type { Random } from './random.ts';

/** What an ordinary year consists of, by weight. */

const TYPE_WEIGHTS: readonly (readonly [RequestTypeKey, number])[] = [
  ['user_records', 34],
  ['property_records', 24],
  ['deactivation_toggle', 14],
  ['unit_transfer', 9],
  ['address_validation', 9],
  ['xml_files', 5],
  ['stripe_disputes', 5],
];

/** What has become of requests of this age, at most `days` old. */
const BY_AGE: readonly { readonly days: number; readonly weights: Weights }[] = [
  {
    days: 1,
    weights: [
      ['completed', 22],
      ['pending', 28],
      ['in_progress', 16],
      ['qa_pending', 9],
      ['qa_in_progress', 7],
      ['pending_approval', 9],
      ['scheduled', 5],
      ['blocked', 2],
      ['cancelled', 2],
    ],
  },
  {
    days: 6,
    weights: [
      ['completed', 62],
      ['pending', 7],
      ['in_progress', 7],
      ['qa_pending', 4],
      ['qa_in_progress', 3],
      ['pending_approval', 3],
      ['scheduled', 4],
      ['blocked', 5],
      ['cancelled', 5],
    ],
  },
  {
    days: 30,
    weights: [
      ['completed', 85],
      ['cancelled', 8],
      ['blocked', 2.5],
      ['in_progress', 1],
      ['scheduled', 2],
      ['qa_pending', 0.5],
      ['pending_approval', 0.5],
      ['pending', 0.5],
    ],
  },
  {
    days: Infinity,
    weights: [
      ['completed', 92.4],
      ['cancelled', 7],
      ['blocked', 0.5],
    ],
  },
];
type Weights = readonly (readonly [Status, number])[];

/** What may happen on the way, and how often. Nothing that would lead away from the target. */
const ON_THE_WAY: readonly (readonly [Detour, number, readonly Status[]])[] = [
  ['assign', 0.06, ['in_progress', 'qa_pending', 'qa_in_progress', 'completed']],
  ['assign_qa', 0.04, ['qa_in_progress', 'completed']],
  ['block', 0.08, ['in_progress', 'qa_pending', 'qa_in_progress', 'completed', 'cancelled']],
  ['reject', 0.08, ['in_progress', 'qa_pending', 'qa_in_progress', 'completed']],
  ['completed_rejection', 0.012, ['completed']],
  ['release', 0.03, ['pending', 'in_progress', 'completed']],
  ['release_qa', 0.01, ['qa_pending', 'completed']],
  ['uncancel', 0.02, ['pending', 'in_progress', 'completed']],
  ['edit', 0.06, ['pending', 'in_progress', 'completed']],
  ['update', 0.1, ['in_progress', 'completed']],
  ['asked', 0.25, ['pending', 'in_progress', 'qa_pending', 'blocked', 'pending_approval']],
  ['approval', 0.03, ['pending', 'in_progress', 'completed']],
];

/** `count` plots: first what every page must have something to show for, the rest like a year. */
export function plots(count: number, random: Random): readonly Plot[] {
  const essential = essentialPlots(random);
  if (count < essential.length) {
    throw new RangeError(`at least ${essential.length} requests are needed to show everything`);
  }
  const rest = Array.from({ length: count - essential.length }, () => ordinary(random));
  return [...essential, ...rest];
}

function ordinary(random: Random): Plot {
  const type = random.weighted(TYPE_WEIGHTS);
  const daysAgo = ageInDays(random);
  const weights = BY_AGE.find(({ days }) => daysAgo <= days)?.weights ?? [];
  const target = random.weighted(weights.filter(([status]) => canBe(type, status)));
  const { approvalOnDemand, schedulable } = requestType(type);
  const detours = ON_THE_WAY.filter(
    ([detour, probability, targets]) =>
      targets.includes(target) &&
      (detour !== 'approval' || approvalOnDemand) &&
      random.chance(probability),
  ).map(([detour]) => detour);
  return newPlot(type, target, daysAgo, random, {
    detours,
    creator: random.chance(0.03) ? 'admin' : 'requester',
    ...(schedulable && target !== 'scheduled' && random.chance(0.09)
      ? { scheduledInDays: random.whole(1, 12) }
      : {}),
  });
}

/** The year grows a little, and the last ten days are busier than any. */
function ageInDays(random: Random): number {
  if (random.chance(0.08)) return random.whole(0, 9);
  const age = (): number => random.whole(0, 364);
  return random.chance(0.5) ? Math.min(age(), age()) : age();
}

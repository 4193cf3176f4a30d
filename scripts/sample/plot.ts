import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../src/domain/requests/define.ts';
import { STATUSES, type Status } from '../../src/domain/requests/request.ts';
import { REQUEST_TYPES, requestType } from '../../src/domain/requests/types/index.ts';
import type { Random } from './random.ts';

/** What each request is to become. The story leads there; the clock may stop it on the way. */

export type Detour =
  | 'approval'
  | 'assign'
  | 'assign_qa'
  | 'block'
  | 'completed_rejection'
  | 'edit'
  | 'reject'
  | 'release'
  | 'release_qa'
  | 'uncancel'
  | 'update'
  /** An update is asked for at the end and nobody has given it yet. */
  | 'asked';

export interface Plot {
  readonly type: RequestTypeKey;
  readonly target: Status;
  readonly detours: readonly Detour[];
  readonly daysAgo: number;
  /** Must get there by now, in haste if need be. */
  readonly sure: boolean;
  /** Played by the easily remembered accounts. */
  readonly featured: boolean;
  /** Blocked, cancelled or declined before anybody worked on it. */
  readonly early: boolean;
  readonly needsApproval: boolean;
  readonly creator: 'requester' | 'admin' | 'leadership';
  /** Days after its creation, for the target "scheduled" after now; null: at once. */
  readonly scheduledInDays: number | null;
}

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
  const essential = essentials(random);
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
  return plot(type, target, daysAgo, random, {
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

function plot(
  type: RequestTypeKey,
  target: Status,
  daysAgo: number,
  random: Random,
  more: Partial<Plot> = {},
): Plot {
  const onDemand = requestType(type).approvalOnDemand && target === 'pending_approval';
  const detours = more.detours ?? [];
  return {
    type,
    target,
    daysAgo,
    sure: false,
    featured: false,
    early: target === 'pending' || random.chance(0.35),
    needsApproval:
      type === 'deactivation_toggle' && (target === 'pending_approval' || random.chance(0.45)),
    creator: 'requester',
    scheduledInDays: target === 'scheduled' ? random.whole(1, 24) : null,
    ...more,
    detours: onDemand ? [...new Set<Detour>([...detours, 'approval'])] : detours,
  };
}

/** Can a request of this type ever be in this status? */
function canBe(key: RequestTypeKey, status: Status): boolean {
  const { approvalOnDemand, schedulable } = requestType(key);
  if (status === 'scheduled') return schedulable;
  if (status !== 'pending_approval') return true;
  return approvalOnDemand || key === 'deactivation_toggle';
}

/** How old the examples of a status are, in days. */
const EXAMPLE_AGE: Readonly<Record<Status, readonly [number, number]>> = {
  scheduled: [0, 5],
  pending_approval: [0, 4],
  pending: [0, 2],
  in_progress: [0, 3],
  qa_pending: [1, 4],
  qa_in_progress: [1, 4],
  blocked: [2, 9],
  completed: [3, 25],
  cancelled: [2, 30],
};

function essentials(random: Random): readonly Plot[] {
  const example = (type: RequestTypeKey, target: Status, more: Partial<Plot> = {}): Plot =>
    plot(type, target, random.whole(...EXAMPLE_AGE[target]), random, {
      sure: true,
      featured: true,
      ...more,
    });
  const everywhere = REQUEST_TYPE_KEYS.flatMap((type) =>
    STATUSES.filter((status) => canBe(type, status)).map((status) => example(type, status)),
  );
  const asked = REQUEST_TYPES.map(({ key }, index) =>
    example(key, index % 2 === 0 ? 'pending' : 'in_progress', {
      detours: ['asked'],
      featured: false,
    }),
  );
  return [
    ...everywhere,
    ...asked,
    example('user_records', 'in_progress', { detours: ['reject'] }),
    example('property_records', 'in_progress', { detours: ['reject'] }),
    example('xml_files', 'qa_pending', { detours: ['reject'] }),
    example('user_records', 'completed', { detours: ['completed_rejection'] }),
    example('unit_transfer', 'completed', { detours: ['approval', 'reject', 'update'] }),
    example('user_records', 'pending', { detours: ['uncancel'] }),
    example('deactivation_toggle', 'pending', { detours: ['uncancel'], needsApproval: true }),
    example('address_validation', 'in_progress', { detours: ['assign'] }),
    example('property_records', 'qa_in_progress', { detours: ['assign', 'assign_qa'] }),
    example('unit_transfer', 'pending', { detours: ['release'] }),
    example('user_records', 'qa_pending', { detours: ['release_qa'] }),
    example('property_records', 'pending', { detours: ['block'] }),
    example('deactivation_toggle', 'pending', { detours: ['edit'], needsApproval: true }),
    example('user_records', 'in_progress', { detours: ['edit', 'update'] }),
    example('deactivation_toggle', 'cancelled', { early: true, needsApproval: true }),
    example('deactivation_toggle', 'scheduled', { needsApproval: true }),
    example('property_records', 'completed', { scheduledInDays: 2, daysAgo: 20 }),
    example('deactivation_toggle', 'pending', { creator: 'leadership', needsApproval: true }),
    example('user_records', 'pending', { creator: 'admin' }),
    example('stripe_disputes', 'completed', { creator: 'admin' }),
    example('deactivation_toggle', 'pending_approval', { creator: 'admin' }),
  ];
}

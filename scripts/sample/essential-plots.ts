import { REQUEST_TYPE_KEYS, type RequestTypeKey } from '../../src/domain/requests/define.ts';
import { STATUSES, type Status } from '../../src/domain/requests/request.ts';
import { REQUEST_TYPES } from '../../src/domain/requests/types/index.ts';
import { canBe, newPlot, type Plot } from './plot.ts';
import type { Random } from './random.ts';

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

/** What every page must have something to show for, however few requests are loaded. */
export function essentialPlots(random: Random): readonly Plot[] {
  const example = (type: RequestTypeKey, target: Status, more: Partial<Plot> = {}): Plot =>
    newPlot(type, target, random.whole(...EXAMPLE_AGE[target]), random, {
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

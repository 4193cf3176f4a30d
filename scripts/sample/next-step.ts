import type { Instant } from '../../src/domain/kernel/calendar.ts';
import type { Actor } from '../../src/domain/people.ts';
import type { ActionKey } from '../../src/domain/requests/actions.ts';
import type { Values } from '../../src/domain/requests/define.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import type { Cast } from './cast.ts';
import type { Life } from './life.ts';
import type { SamplePerson } from './people.ts';
import type { Detour, Plot } from './plot.ts';
import type { Random } from './random.ts';
import {
  BLOCK_REASONS,
  CANCELLATIONS,
  COMPLETED_REJECTIONS,
  DECLINES,
  REJECTIONS,
  RESOLUTIONS,
  UPDATES,
} from './texts/messages.ts';
import { checkedOperation, operationValues } from './values/operation-values.ts';
import { link } from './values/units-and-users.ts';

export interface Stage {
  readonly cast: Cast;
  readonly random: Random;
  readonly now: Instant;
}

export interface Step {
  readonly action: Exclude<ActionKey, 'edit' | 'correct'>;
  readonly actor: Actor;
  readonly values?: Values;
  readonly assignee?: SamplePerson;
  /** How long after the step before, in minutes of the clock. */
  readonly after: readonly [least: number, most: number];
}
export type Next = Step | 'activate' | 'edit' | null;

/** Detours that change the way: a status counts as reached only without them. */
const ON_ROUTE: readonly Detour[] = [
  'approval',
  'block',
  'completed_rejection',
  'reject',
  'release',
  'release_qa',
  'uncancel',
];

/**
 * Who does what next on the way to the plot's target; null once it is there.
 * @param left the detours still to be made; those that the step makes are taken out
 */
export function nextStep(life: Life, plot: Plot, left: Set<Detour>, stage: Stage): Next {
  const { state, scene } = life;
  const { target, early } = plot;
  const { cast, random } = stage;
  const write = (templates: readonly string[]): string => scene.write(templates);
  const wanted = { at: life.at, featured: plot.featured };
  const operator = (): Actor => cast.holding('operator', wanted).actor;
  const boss = (): Actor => cast.holding(random.chance(0.5) ? 'leadership' : 'admin', wanted).actor;
  const asker = (): Actor =>
    random.chance(0.75) ? life.requester : cast.member(state.team, wanted).actor;
  const takes = (detour: Detour): boolean => left.delete(detour);
  const isThere = state.status === target && !ON_ROUTE.some((detour) => left.has(detour));

  if (isThere) {
    return takes('asked') ? { action: 'ask_for_update', actor: asker(), after: [40, 900] } : null;
  }
  if (state.updateRequestedAt !== null) {
    const actor = cast.byId(state.operatorId).actor;
    return { action: 'give_update', actor, values: { message: write(UPDATES) }, after: [15, 400] };
  }
  if (left.has('uncancel') && CANCELLABLE.includes(state.status)) return cancel();
  if (EDITABLE.includes(state.status) && takes('edit')) return 'edit';

  switch (state.status) {
    case 'scheduled':
      return target === 'cancelled' ? cancel() : 'activate';
    case 'pending_approval': {
      left.delete('approval');
      const not = [state.requesterId, state.creatorId];
      const actor = cast.holding('leadership', { ...wanted, not }).actor;
      return target === 'cancelled' && early
        ? { action: 'decline', actor, values: { reason: write(DECLINES) }, after: [40, 2_600] }
        : { action: 'approve', actor, after: [20, 2_200] };
    }
    case 'pending':
      if (left.has('approval')) {
        const actor = cast.holding('admin', wanted).actor;
        left.delete('approval');
        return { action: 'ask_for_approval', actor, after: [10, 240] };
      }
      if (early && (target === 'blocked' || takes('block'))) return block(operator());
      if (early && target === 'cancelled') return cancel();
      return takes('assign')
        ? hand(cast.holding('operator', wanted), [15, 600])
        : { action: 'operate', actor: operator(), after: [8, 1_500] };
    case 'in_progress': {
      const actor = cast.byId(state.operatorId).actor;
      if (takes('release')) return { action: 'unassign', actor, after: [20, 300] };
      if (takes('update')) {
        return { action: 'ask_for_update', actor: asker(), after: [60, 900] };
      }
      if (target === 'blocked' || takes('block')) return block(actor);
      if (target === 'cancelled') return cancel();
      const values =
        state.operation === null
          ? operationValues(life.type, scene, state.values)
          : checkedOperation(state.operation, scene);
      return { action: 'send_to_qa', actor, values, after: [25, 1_300] };
    }
    case 'qa_pending': {
      const agent = cast.holding('qa_agent', { ...wanted, not: [state.operatorId] });
      return takes('assign_qa')
        ? hand(agent, [10, 300])
        : { action: 'start_qa', actor: agent.actor, after: [6, 700] };
    }
    case 'qa_in_progress': {
      const actor = cast.byId(state.qaAgentId).actor;
      if (takes('release_qa')) return { action: 'unassign', actor, after: [10, 120] };
      if (takes('reject')) {
        return { action: 'reject', actor, values: { reason: write(REJECTIONS) }, after: [15, 300] };
      }
      const values = checkedOperation(state.operation ?? {}, scene);
      return { action: 'complete', actor, values, after: [12, 420] };
    }
    case 'blocked':
      return resolve();
    case 'cancelled':
      return takes('uncancel')
        ? { action: 'uncancel', actor: life.requester, after: [30, 1_500] }
        : null;
    case 'completed':
      if (!takes('completed_rejection')) return null;
      return {
        action: 'reject',
        actor: life.requester,
        values: { reason: write(COMPLETED_REJECTIONS) },
        after: [200, 4_000],
      };
  }

  function hand(assignee: SamplePerson, after: Step['after']): Step {
    return {
      action: 'assign',
      actor: boss(),
      assignee,
      values: { assignee: assignee.actor.id },
      after,
    };
  }

  function block(actor: Actor): Step {
    return { action: 'block', actor, values: { reason: write(BLOCK_REASONS) }, after: [15, 500] };
  }

  function cancel(): Step {
    const reason = random.pick(CANCELLATIONS);
    const values = reason === null ? {} : { reason: write([reason]) };
    return { action: 'cancel', actor: asker(), values, after: [30, 1_800] };
  }

  function resolve(): Step {
    const file = random.chance(0.12) ? { file: scene.upload('properties', 'corrected list') } : {};
    const more = random.chance(0.2) ? { link: link(scene, 'corrected') } : {};
    const values = { message: write(RESOLUTIONS), ...file, ...more };
    return { action: 'resolve', actor: asker(), values, after: [45, 4_500] };
  }
}

const CANCELLABLE: readonly Status[] = ['pending_approval', 'pending', 'in_progress'];
const EDITABLE: readonly Status[] = ['pending_approval', 'pending'];

import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/kernel/calendar.ts';
import { NO_PERCENT } from '../../src/domain/kernel/money.ts';
import type { Actor } from '../../src/domain/people.ts';
import { isActionKey } from '../../src/domain/requests/actions.ts';
import type { FieldChange } from '../../src/domain/requests/changes.ts';
import { commentTransition } from '../../src/domain/requests/comment.ts';
import { correctTransition } from '../../src/domain/requests/correct-transition.ts';
import type { Values } from '../../src/domain/requests/define.ts';
import { editTransition } from '../../src/domain/requests/edit-transition.ts';
import {
  activateTransition,
  createTransition,
  type Refusal,
  type Transition,
  transition,
} from '../../src/domain/requests/lifecycle.ts';
import type { RequestState } from '../../src/domain/requests/request.ts';
import { ownFields } from '../../src/domain/requests/request-form.ts';
import { mergeChanges } from '../../src/server/requests/history/event-details.ts';
import { inventYear } from './invent.ts';
import type { Life, LifeEvent } from './life.ts';

/** What the row and its events would show: replayed without what the story knew. */
interface Recorded {
  readonly event: LifeEvent;
  readonly changes: readonly FieldChange[];
}

const { lives, people } = await inventYear({
  now: instant('2026-11-18T09:00:00Z'),
  seed: 11,
  requests: 600,
});
const actors = new Map(people.map(({ actor }) => [actor.id, actor]));

function actor(id: number | null): Actor {
  const found = id === null ? undefined : actors.get(id);
  if (found === undefined) throw new Error(`nobody has the id ${id}`);
  return found;
}

function recorded({ events }: Life): readonly Recorded[] {
  return events.map((event) => ({ event, changes: mergeChanges(event.details, event.typed) }));
}

function apply(values: Values, changes: readonly FieldChange[], side: 'from' | 'to'): Values {
  const changed = new Map(changes.map((change) => [change.field, change[side]]));
  return Object.fromEntries(
    [...Object.entries(values).filter(([name]) => !changed.has(name)), ...changed].filter(
      ([, value]) => value !== null,
    ),
  );
}

/** The form as it was submitted: the present one with every edit taken back. */
function submitted(life: Life): Values {
  return recorded(life)
    .filter(({ event }) => event.transition.action === 'edit')
    .reduceRight((values, { changes }) => apply(values, changes, 'from'), life.formValues);
}

/** Without what `requestForm` adds to every schedulable type. */
function own(form: Values): Values {
  return Object.fromEntries(
    Object.entries(form).filter(([name]) => name !== 'priority' && name !== 'scheduledOn'),
  );
}

function replay(life: Life): RequestState {
  const [birth, ...rest] = recorded(life);
  if (birth === undefined) throw new Error('a request begins with its creation');
  let form = submitted(life);
  const values = own(form);
  const created = createTransition({
    type: life.type,
    values,
    creator: actor(birth.event.actorId),
    requesterId: life.requester.id,
    // A cancellation clears the date (L13): only the creation still knows it.
    scheduledOn: birth.event.transition.set.scheduledOn ?? null,
    timezone: life.requester.timezone,
    now: birth.event.at,
  });
  let state: RequestState = {
    ...life.state,
    ...blank(life.state),
    ...firstOwners(life),
    discountPercent: NO_PERCENT,
    ...created.set,
    values,
    version: 1,
  };
  for (const { event, changes } of rest) {
    if (event.transition.action === 'edit') form = apply(form, changes, 'to');
    const outcome = again(state, life, event, changes, form);
    if (!outcome.ok) throw new Error(`${state.code} ${event.transition.action}: ${outcome.reason}`);
    expect(outcome.from).toBe(event.transition.from);
    expect(outcome.to).toBe(event.transition.to);
    state = {
      ...state,
      ...outcome.set,
      ...(event.transition.action === 'correct' ? ownersAfter(state, changes) : {}),
      values: own(form),
      version: state.version + (outcome.bumpsVersion ? 1 : 0),
    };
  }
  return state;
}

type Owners = Pick<RequestState, 'team' | 'requesterId'>;

/** Whose it is after a correction with these changes. */
function ownersAfter(owners: Owners, changes: readonly FieldChange[]): Owners {
  const { team, requester } = apply(
    { team: owners.team, requester: owners.requesterId },
    changes,
    'to',
  );
  return { team: team as Owners['team'], requesterId: requester as Owners['requesterId'] };
}

/** Whose it was when it was submitted: what the first correction started from. */
function firstOwners(life: Life): Owners {
  const { team, requesterId } = life.state;
  const first = recorded(life).find(({ event }) => event.transition.action === 'correct');
  const { team: from = team, requester = requesterId } = apply({}, first?.changes ?? [], 'from');
  return { team: from as Owners['team'], requesterId: requester as Owners['requesterId'] };
}

/** Every fact a transition may set, as it is before any. */
function blank(state: RequestState): Partial<RequestState> {
  const people = ['requesterId', 'creatorId', 'team', 'code', 'type', 'values', 'version'];
  return Object.fromEntries(
    Object.entries(state)
      .filter(([name]) => !people.includes(name))
      .map(([name, value]) => [name, typeof value === 'boolean' ? false : null]),
  );
}

function again(
  state: RequestState,
  life: Life,
  event: LifeEvent,
  changes: readonly FieldChange[],
  form: Values,
): Transition | Refusal {
  const { action, message } = event.transition;
  const policy = { now: event.at, fourEyesQa: true, rejectWindowDays: 30, hasPriceList: true };
  if (action === 'comment') {
    const mentions = (event.details.mentions ?? []).length > 0;
    return commentTransition(state, { message: message ?? '', mentions });
  }
  if (action === 'activate') return activateTransition(state, event.at);
  if (action === 'edit') {
    const names = ownFields(life.type).map(({ name }) => name);
    const edit = {
      values: own(form),
      // The story never moves a date.
      scheduledOn: state.scheduledOn,
      timezone: life.requester.timezone,
      changes,
      changesOwnFields: changes.some(({ field }) => names.includes(field)),
    };
    return editTransition(actor(event.actorId), state, edit, state.version, policy);
  }
  if (action === 'correct') {
    const correction = {
      values: state.values,
      requesterId: ownersAfter(state, changes).requesterId,
      changes,
      changesOwnFields: false,
      reason: message ?? '',
    };
    return correctTransition(actor(event.actorId), state, correction, state.version, policy);
  }
  if (!isActionKey(action)) throw new Error(`${action} does not belong here`);
  const operation = action === 'send_to_qa' || action === 'complete';
  const assigned = event.details.personId;
  return transition(
    actor(event.actorId),
    action,
    state,
    {
      values: operation
        ? apply(state.operation ?? {}, changes, 'to')
        : { reason: message, message, ...apply({}, changes, 'to') },
      version: state.version,
      assignee: assigned === undefined ? undefined : { ...actor(assigned), isActive: true },
    },
    policy,
  );
}

describe('R3: the history is enough', () => {
  it('replaying what each event recorded leads to the request as it is stored', () => {
    for (const life of lives) {
      expect(replay(life), life.state.code).toEqual(life.state);
    }
  });

  it('some were put right: the team and the person they are for', () => {
    const corrected = lives
      .flatMap(recorded)
      .filter(({ event }) => event.transition.action === 'correct');
    expect(corrected.length).toBeGreaterThan(0);
    for (const { changes } of corrected) {
      expect(changes.map(({ field }) => field)).toEqual(['team', 'requester']);
    }
  });

  it('messages have all their words and no slot is left open', () => {
    const texts = lives.flatMap(({ events, formValues }) => [
      ...events.map(({ transition: { message } }) => message ?? ''),
      String(formValues.instructions ?? ''),
      String(formValues.context ?? ''),
    ]);
    expect(texts.filter((text) => /[{}]|undefined|\bnull\b/.test(text))).toEqual([]);
    expect(new Set(texts).size).toBeGreaterThan(400);
  });
});

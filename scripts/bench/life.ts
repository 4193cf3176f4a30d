import { addMs, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Status } from '../../src/domain/requests/request.ts';
import type { BenchPerson } from './people.ts';
import type { Random } from './random.ts';
import { instructionsText } from './texts.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Fate {
  readonly id: number;
  readonly createdAt: Instant;
  readonly first: Status;
  readonly status: Status;
  readonly requester: BenchPerson;
  readonly operator: BenchPerson | null;
  readonly qaAgent: BenchPerson | null;
  /** Between two events. */
  readonly stepMs: number;
}

export interface Lived {
  readonly events: readonly (Row & { readonly id: number; readonly at: Instant })[];
  readonly texts: readonly Row[];
  readonly tatStart: Instant | null;
  readonly operatedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly qaStartedAt: Instant | null;
  readonly completedAt: Instant | null;
}

const BLOCKS = [
  'The spreadsheet has no emails in it.',
  'Which of the two partners is meant?',
  'Access to the portal is missing.',
  'Waiting for the new names of the properties.',
  'The link asks for a password.',
  'The policyholder has to be confirmed first.',
] as const;

/** The way of a request to its status: some are blocked for a while, some rejected once. */
export function liveThrough(fate: Fate, random: Random, nextEventId: () => number): Lived {
  const { id, createdAt, first, status, requester, operator, qaAgent, stepMs } = fate;
  const events: Lived['events'][number][] = [];
  const texts: Row[] = [];
  let steps = 0;
  let now: Status | null = null;

  const happens = (actor: BenchPerson, action: string, to: Status, message?: string): Instant => {
    const at = addMs(createdAt, Math.round(steps * stepMs));
    const event = nextEventId();
    const who = { actor_id: actor.id, action, from_status: now, to_status: to };
    events.push({ id: event, request_id: id, at, ...who, details: {} });
    if (message !== undefined) texts.push({ event_id: event, message, changes: {} });
    now = to;
    steps += 1;
    return at;
  };
  const lived = {
    tatStart: first === 'pending' ? createdAt : null,
    operatedAt: null as Instant | null,
    sentAt: null as Instant | null,
    qaStartedAt: null as Instant | null,
    completedAt: null as Instant | null,
  };

  happens(requester, 'create', first);
  if (status === 'cancelled') happens(requester, 'cancel', 'cancelled', 'No longer needed.');
  if (operator === null) return { events, texts, ...lived };

  const operate = (): void => {
    lived.operatedAt = happens(operator, 'operate', 'in_progress');
  };
  operate();
  if (status === 'blocked') happens(operator, 'block', 'blocked', random.pick(BLOCKS));
  if (status === 'completed' && random.chance(0.08)) {
    happens(operator, 'block', 'blocked', random.pick(BLOCKS));
    lived.tatStart = happens(requester, 'resolve', 'pending', 'It is there now.');
    operate();
  }
  if (status === 'in_progress' && random.chance(0.2)) {
    happens(operator, 'give_update', 'in_progress', instructionsText(random));
  }
  if (status === 'qa_pending') lived.sentAt = happens(operator, 'send_to_qa', 'qa_pending');
  if (qaAgent === null) return { events, texts, ...lived };

  const check = (): void => {
    lived.sentAt = happens(operator, 'send_to_qa', 'qa_pending');
    lived.qaStartedAt = happens(qaAgent, 'start_qa', 'qa_in_progress');
  };
  check();
  if (status !== 'completed') return { events, texts, ...lived };
  if (random.chance(0.05)) {
    happens(qaAgent, 'reject', 'in_progress', 'The counts differ.');
    check();
  } else if (random.chance(0.02)) {
    happens(qaAgent, 'complete', 'completed');
    happens(requester, 'reject', 'in_progress', 'Something is missing.');
    check();
  }
  lived.completedAt = happens(qaAgent, 'complete', 'completed');
  return { events, texts, ...lived };
}

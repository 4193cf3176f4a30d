import fc from 'fast-check';
import { sql } from 'kysely';
import {
  type Instant,
  instantFromEpochMs,
  parseCalendarDay,
} from '../../../domain/kernel/calendar.ts';
import type { Team } from '../../../domain/people.ts';
import type { EventAction } from '../../../domain/requests/actions.ts';
import type { RequestTypeKey } from '../../../domain/requests/define.ts';
import type { Status } from '../../../domain/requests/request.ts';
import type { Db } from '../../db/pool.ts';

/** Invented lives of requests: every way through the statuses, at any pace, written as they would be. */

export interface People {
  readonly requester: number;
  readonly leader: number;
  readonly operators: readonly number[];
  readonly qaAgents: readonly number[];
}

interface Step {
  readonly action: EventAction;
  readonly to: Status;
  readonly by: 'requester' | 'leader' | 'operator' | 'qa_agent' | 'its_operator' | 'its_qa_agent';
  /** L20. */
  readonly hands?: 'operator' | 'qa_agent';
}

const step = (
  action: EventAction,
  to: Status,
  by: Step['by'],
  hands?: 'operator' | 'qa_agent',
): Step => ({ action, to, by, ...(hands && { hands }) });

/** What may happen next; what leads on stands more than once. */
const NEXT: Readonly<Record<Status, readonly Step[]>> = {
  scheduled: [step('activate', 'pending', 'leader'), step('cancel', 'cancelled', 'requester')],
  pending_approval: [
    step('approve', 'pending', 'leader'),
    step('approve', 'scheduled', 'leader'),
    step('decline', 'cancelled', 'leader'),
  ],
  pending: [
    step('operate', 'in_progress', 'operator'),
    step('operate', 'in_progress', 'operator'),
    step('operate', 'in_progress', 'operator'),
    step('assign', 'in_progress', 'leader', 'operator'),
    step('block', 'blocked', 'operator'),
    step('cancel', 'cancelled', 'requester'),
    step('ask_for_approval', 'pending_approval', 'leader'),
    step('edit', 'pending', 'requester'),
  ],
  in_progress: [
    step('send_to_qa', 'qa_pending', 'its_operator'),
    step('send_to_qa', 'qa_pending', 'its_operator'),
    step('send_to_qa', 'qa_pending', 'its_operator'),
    step('block', 'blocked', 'its_operator'),
    step('unassign', 'pending', 'its_operator'),
    step('cancel', 'cancelled', 'leader'),
    step('comment', 'in_progress', 'requester'),
  ],
  qa_pending: [
    step('start_qa', 'qa_in_progress', 'qa_agent'),
    step('start_qa', 'qa_in_progress', 'qa_agent'),
    step('assign', 'qa_in_progress', 'leader', 'qa_agent'),
  ],
  qa_in_progress: [
    step('complete', 'completed', 'its_qa_agent'),
    step('complete', 'completed', 'its_qa_agent'),
    step('complete', 'completed', 'its_qa_agent'),
    step('reject', 'in_progress', 'its_qa_agent'),
    step('reject', 'in_progress', 'leader'),
    step('unassign', 'qa_pending', 'its_qa_agent'),
  ],
  blocked: [
    step('resolve', 'pending', 'requester'),
    step('resolve', 'pending', 'leader'),
    step('cancel', 'cancelled', 'requester'),
  ],
  completed: [step('reject', 'in_progress', 'requester'), step('reject', 'in_progress', 'leader')],
  cancelled: [
    step('uncancel', 'pending', 'requester'),
    step('uncancel', 'pending_approval', 'leader'),
  ],
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const gap = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 * HOUR }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }).map((hours) => hours * HOUR) },
  { weight: 2, arbitrary: fc.integer({ min: HOUR, max: 30 * 24 * HOUR }) },
);

const KINDS: readonly (readonly [RequestTypeKey, readonly Team[]])[] = [
  ['user_records', ['revenue', 'support']],
  ['property_records', ['revenue', 'support']],
  ['xml_files', ['compliance']],
  ['stripe_disputes', ['accounting']],
];

const REASONS = Array.from({ length: 13 }, (_, index) => `Reason ${'x'.repeat(index)}`);
/** The same to whoever counts them. */
const written = (reason: string, variant: number): string =>
  [reason, `  ${reason.toUpperCase()}\n`, reason.replace(' ', '  \n ')][variant % 3] ?? reason;

const SPAN_MS = 400 * 24 * HOUR;

/** @param begin the first instant at which one may be created */
export const anyLife = (begin: number) =>
  fc.record({
    kind: fc.constantFrom(...KINDS),
    team: fc.nat(1),
    created: fc.integer({ min: 0, max: SPAN_MS }).map((ms) => begin + ms),
    first: fc.constantFrom<Status>('pending', 'pending', 'scheduled', 'pending_approval'),
    steps: fc.array(
      fc.record({ choice: fc.nat(100), gap, person: fc.nat(100), reason: fc.nat(100) }),
      { minLength: 0, maxLength: 24, size: 'max' },
    ),
    /** Written by one statement, as bulk loads do, instead of one by one. */
    atOnce: fc.boolean(),
  });
export type AnyLife = typeof anyLife extends (begin: number) => fc.Arbitrary<infer T> ? T : never;

interface Happened extends Step {
  readonly at: Instant;
  readonly from: Status | null;
  readonly actor: number;
  readonly personId?: number;
  readonly message: string | null;
}

let made = 0;

/** Writes a life up to `now`; what would come later has not happened. */
export async function live(db: Db, life: AnyLife, people: People, now: number): Promise<void> {
  made += 1;
  const [type, teams] = life.kind;
  const team = teams[life.team % teams.length] ?? 'revenue';
  const events = eventsOf(life, people).filter(({ at }) => Date.parse(at) <= now);
  const [first] = events;
  const entered = events.findLast(({ from, to }) => from !== to);
  if (first === undefined || entered === undefined) return;
  const status = entered.to;
  const waits = status === 'scheduled' || status === 'pending_approval';
  const { id } = await db
    .insertInto('requests')
    .values({
      code: `UR-25Q1${String(made).padStart(4, '0')}`,
      type,
      team,
      status,
      requester_id: people.requester,
      creator_id: people.requester,
      operator_id: people.operators[0] ?? null,
      qa_agent_id: people.qaAgents[0] ?? null,
      data: '{}',
      operation: '{}',
      thread_title: 'A request',
      created_at: first.at,
      updated_at: entered.at,
      status_since: entered.at,
      scheduled_on: status === 'scheduled' ? parseCalendarDay('2030-01-01') : null,
      scheduled_timezone: status === 'scheduled' ? 'UTC' : null,
      scheduled_at: status === 'scheduled' ? instantFromEpochMs(Date.UTC(2030, 0, 1)) : null,
      blocked_at: status === 'blocked' ? entered.at : null,
      blocked_by: status === 'blocked' ? people.requester : null,
      completed_at: status === 'completed' ? entered.at : null,
      cancelled_at: status === 'cancelled' ? entered.at : null,
      tat_start_at: waits ? null : first.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const batch of life.atOnce ? [events] : events.map((event) => [event])) {
    await append(db, id, batch);
  }
}

async function append(db: Db, requestId: number, events: readonly Happened[]): Promise<void> {
  const rows = await db
    .insertInto('request_events')
    .values(
      events.map(({ at, actor, action, from, to, personId }) => ({
        request_id: requestId,
        at,
        actor_id: actor,
        action,
        from_status: from,
        to_status: to,
        details: JSON.stringify(personId === undefined ? {} : { personId }),
      })),
    )
    .returning('id')
    .execute();
  const texts = events.flatMap(({ message }, index) =>
    message === null ? [] : [{ event_id: rows[index]?.id ?? 0, message }],
  );
  if (texts.length > 0) await db.insertInto('request_event_texts').values(texts).execute();
}

function eventsOf(life: AnyLife, people: People): readonly Happened[] {
  const { requester, leader, operators, qaAgents } = people;
  const some = (among: readonly number[], index: number) => among[index % among.length] ?? 0;
  let at = life.created;
  let from = life.first;
  let operator = some(operators, 0);
  let qaAgent = some(qaAgents, 0);
  const events: Happened[] = [
    {
      ...step('create', life.first, 'requester'),
      at: instantFromEpochMs(at),
      from: null,
      actor: requester,
      message: null,
    },
  ];
  for (const { choice, gap: wait, person, reason } of life.steps) {
    const next = some0(NEXT[from], choice);
    at += wait;
    const hands =
      next.hands === 'operator'
        ? some(operators, person)
        : next.hands === 'qa_agent'
          ? some(qaAgents, person)
          : undefined;
    const actor = {
      requester,
      leader,
      operator: some(operators, person),
      qa_agent: some(qaAgents, person),
      its_operator: operator,
      its_qa_agent: qaAgent,
    }[next.by];
    if (next.to === 'in_progress' && from === 'pending') operator = hands ?? actor;
    if (next.to === 'qa_in_progress' && from === 'qa_pending') qaAgent = hands ?? actor;
    const isBlock = next.action === 'block';
    events.push({
      ...next,
      at: instantFromEpochMs(at),
      from,
      actor,
      ...(hands !== undefined && { personId: hands }),
      message: isBlock ? written(REASONS[reason % REASONS.length] ?? '', choice) : null,
    });
    from = next.to;
  }
  return events;
}

function some0(steps: readonly Step[], choice: number): Step {
  const chosen = steps[choice % steps.length];
  if (chosen === undefined) throw new Error('a status that leads nowhere');
  return chosen;
}

/** R3: an admin takes away what some blocks say. */
export async function redactSome(
  db: Db,
  adminId: number,
  at: Instant,
  every: number,
): Promise<void> {
  await sql`
    SELECT redact_event_text(event_id, ${adminId}, 'Named a person', ${at}::timestamptz)
    FROM blocks WHERE event_id % ${every} = 0 AND reason_hash IS NOT NULL`.execute(db);
}

import type { Db } from '../../db/pool.ts';

/**
 * D5: the operations report computed a second time, from nothing but the raw history, in whole
 * milliseconds and without any of the code or the tables that the report uses.
 */
interface RawEvent {
  readonly id: number;
  readonly at: number;
  readonly actor: number;
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly personId: number | null;
  readonly message: string | null;
}

export interface Life {
  readonly code: string;
  readonly type: string;
  readonly team: string;
  readonly events: readonly RawEvent[];
}

export async function readLives(db: Db): Promise<readonly Life[]> {
  const rows = await db
    .selectFrom('request_events')
    .innerJoin('requests', 'requests.id', 'request_id')
    .leftJoin('request_event_texts', 'event_id', 'request_events.id')
    .select(['request_events.id', 'code', 'type', 'team', 'at', 'actor_id', 'action', 'details'])
    .select(['from_status', 'to_status', 'message'])
    .orderBy('request_events.id')
    .execute();
  return [...Map.groupBy(rows, ({ code }) => code)].map(([code, own]) => ({
    code,
    type: own[0]?.type ?? '',
    team: own[0]?.team ?? '',
    events: own.map((row) => ({
      id: row.id,
      at: Date.parse(row.at),
      actor: row.actor_id ?? 0,
      action: row.action,
      from: row.from_status,
      to: row.to_status,
      personId: typeof row.details.personId === 'number' ? row.details.personId : null,
      message: row.message,
    })),
  }));
}

export interface Wanted {
  /** Milliseconds of the epoch; until not included. */
  readonly from: number;
  readonly until: number;
  readonly now: number;
  readonly teams?: readonly string[];
  readonly types?: readonly string[];
  /** Milliseconds by type. */
  readonly targets: Readonly<Record<string, number>>;
}

const READY = ['create', 'approve', 'activate', 'resolve', 'uncancel'];
const OPEN = [
  'scheduled',
  'pending_approval',
  'pending',
  'in_progress',
  'qa_pending',
  'qa_in_progress',
  'blocked',
];
const PARTS = {
  scheduled: 'scheduled',
  approval: 'pending_approval',
  blocked: 'blocked',
  cancelled: 'cancelled',
  completed: 'completed',
  pending: 'pending',
  operate: 'in_progress',
  qa_pending: 'qa_pending',
  qa: 'qa_in_progress',
};
const HOUR = 3_600_000;

interface Completion {
  readonly at: number;
  readonly type: string;
  readonly team: string;
  readonly counts: boolean;
  readonly operator: number;
  readonly qaAgent: number;
  readonly elapsed: number;
  readonly tat: number;
  /** By status. */
  readonly spent: ReadonlyMap<string, number>;
  readonly tatSpent: ReadonlyMap<string, number>;
}

export function recount(lives: readonly Life[], wanted: Wanted) {
  const { from, until, now, targets } = wanted;
  const isIn = (at: number) => at >= from && at < until;
  const asked = ({ type, team }: { type: string; team: string }) =>
    (wanted.teams === undefined || wanted.teams.includes(team)) &&
    (wanted.types === undefined || wanted.types.includes(type));
  const all = lives.flatMap(completionsOf).filter(({ at }) => isIn(at));
  const completions = all.filter(asked);
  const current = completions.filter(({ counts }) => counts);
  const withTarget = current.filter(({ type }) => targets[type] !== undefined);
  return {
    queue: queueOf(lives.filter(asked), now, targets),
    overTarget: {
      completed: withTarget.length,
      late: withTarget.filter(({ type, tat }) => tat > (targets[type] ?? 0)).length,
    },
    ...workOf(lives, all, isIn),
    rejections: rejectionsOf(lives.filter(asked), completions.length, isIn),
    blocked: blockedOf(lives.filter(asked), wanted),
    delay: {
      completed: current.length,
      elapsedMs: sum(current.map(({ elapsed }) => elapsed)),
      tatMs: sum(current.map(({ tat }) => tat)),
      parts: Object.entries(PARTS).map(([part, status]) => ({
        part,
        ms: sum(current.map(({ spent }) => spent.get(status) ?? 0)),
        tatMs: sum(current.map(({ tatSpent }) => tatSpent.get(status) ?? 0)),
      })),
    },
  };
}

function completionsOf({ type, team, events }: Life): Completion[] {
  return events.flatMap((done, index) => {
    if (done.action !== 'complete') return [];
    const way = events.slice(0, index + 1).filter(({ from, to }) => from !== to);
    const ready = way.filter(({ action, to }) => to === 'pending' && READY.includes(action)).at(-1);
    if (ready === undefined) throw new Error('completed without having been ready');
    const spent = new Map<string, number>();
    const tatSpent = new Map<string, number>();
    for (const [step, { at, to }] of way.slice(0, -1).entries()) {
      const ms = (way[step + 1]?.at ?? Number.NaN) - at;
      spent.set(to, (spent.get(to) ?? 0) + ms);
      if (step >= way.indexOf(ready)) tatSpent.set(to, (tatSpent.get(to) ?? 0) + ms);
    }
    const created = events[0]?.at ?? Number.NaN;
    const people = workersAt(events, index);
    return {
      at: done.at,
      type,
      team,
      counts: !events.slice(index).some((e) => e.action === 'reject' && e.from === 'completed'),
      ...people,
      elapsed: done.at - created,
      tat: done.at - ready.at,
      spent,
      tatSpent,
    };
  });
}

/** Whose work it was when this event happened. */
function workersAt(events: readonly RawEvent[], index: number) {
  const last = (role: 'operator' | 'qa_agent') =>
    events
      .slice(0, index)
      .map(takerOf)
      .findLast((taker) => taker?.role === role)?.person ?? 0;
  return { operator: last('operator'), qaAgent: last('qa_agent') };
}

function takerOf({ action, from, actor, personId }: RawEvent) {
  if (action === 'operate') return { role: 'operator', person: actor } as const;
  if (action === 'start_qa') return { role: 'qa_agent', person: actor } as const;
  if (action !== 'assign') return null;
  const role = from === 'pending' ? 'operator' : 'qa_agent';
  return { role, person: personId ?? 0 } as const;
}

function queueOf(lives: readonly Life[], now: number, targets: Wanted['targets']) {
  const open = lives.map((life) => {
    const entered = life.events.findLast(({ from, to }) => from !== to);
    if (entered === undefined) throw new Error('a request without a beginning');
    const created = life.events[0]?.at ?? Number.NaN;
    return { ...life, status: entered.to, since: entered.at, created };
  });
  const edges = [4 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR];
  return OPEN.map((status) => {
    const own = open.filter((life) => life.status === status).sort((a, b) => a.since - b.since);
    const ages = own.map(({ since }) => edges.filter((edge) => now - since >= edge).length);
    const [oldest] = own;
    return {
      status,
      ages: [0, 1, 2, 3, 4].map((age) => ages.filter((one) => one === age).length),
      total: own.length,
      oldestSince: oldest === undefined ? null : new Date(oldest.since).toISOString(),
      oldestCode: oldest?.code ?? null,
      overTarget: own.filter(
        ({ type, created }) => now - created > (targets[type] ?? Number.POSITIVE_INFINITY),
      ).length,
    };
  });
}

/** By person, in no order. */
function workOf(
  lives: readonly Life[],
  completions: readonly Completion[],
  isIn: (at: number) => boolean,
) {
  const events = lives.flatMap((life) =>
    life.events.map((event, index) => ({ ...event, ...workersAt(life.events, index) })),
  );
  const within = events.filter(({ at }) => isIn(at));
  const rejects = within.filter(({ action }) => action === 'reject');
  const work = (role: 'operator' | 'qa_agent') => {
    const done = completions
      .filter(({ counts }) => counts)
      .map(({ operator, qaAgent, spent }) =>
        role === 'operator'
          ? { person: operator, ms: spent.get('in_progress') ?? 0 }
          : { person: qaAgent, ms: spent.get('qa_in_progress') ?? 0 },
      );
    const taken = within.flatMap((event) => {
      const taker = takerOf(event);
      return taker?.role === role ? [taker.person] : [];
    });
    const rejected = rejects.flatMap(({ operator, qaAgent, actor, from }) => {
      if (role === 'operator') return [operator];
      return from === 'qa_in_progress' && actor === qaAgent ? [actor] : [];
    });
    const people = new Set([...done.map(({ person }) => person), ...taken, ...rejected]);
    return [...people].map((person) => ({
      person,
      taken: taken.filter((one) => one === person).length,
      completed: done.filter((one) => one.person === person).length,
      rejected: rejected.filter((one) => one === person).length,
      medianMs: median(done.filter((one) => one.person === person).map(({ ms }) => ms)),
    }));
  };
  return { operators: work('operator'), qaAgents: work('qa_agent') };
}

function rejectionsOf(lives: readonly Life[], completions: number, isIn: (at: number) => boolean) {
  const rejects = lives
    .flatMap(({ events }) => events)
    .filter(({ action, at }) => action === 'reject' && isIn(at));
  const fromQa = rejects.filter(({ from }) => from === 'qa_in_progress').length;
  return { fromQa, fromCompleted: rejects.length - fromQa, completions };
}

function blockedOf(lives: readonly Life[], { from, until, now }: Wanted) {
  const blocks = lives
    .flatMap(({ events }) =>
      events.flatMap((event, index) => {
        if (event.action !== 'block') return [];
        const end = events
          .slice(index + 1)
          .find((next) => next.from === 'blocked' && next.to !== 'blocked');
        const { id, at: began, message } = event;
        return { id, began, ended: end?.at ?? now, isOpen: end === undefined, message };
      }),
    )
    .filter(({ began, ended }) => began < until && (ended > from || began >= from))
    .map((block) => ({
      ...block,
      ms: Math.min(block.ended, until) - Math.max(block.began, from),
      reason: block.message?.trim().replace(/\s+/g, ' ').toLowerCase() ?? null,
    }));
  const reasons = [...Map.groupBy(blocks, ({ reason }) => reason)]
    .filter(([reason]) => reason !== null)
    .map(([, own]) => ({
      newest: own.toSorted((a, b) => b.id - a.id)[0],
      count: own.length,
      totalMs: sum(own.map(({ ms }) => ms)),
    }))
    .sort(
      (a, b) =>
        b.count - a.count || b.totalMs - a.totalMs || (b.newest?.id ?? 0) - (a.newest?.id ?? 0),
    );
  const totalMs = sum(blocks.map(({ ms }) => ms));
  return {
    count: blocks.length,
    totalMs,
    averageMs: blocks.length === 0 ? null : Math.floor(totalMs / blocks.length),
    open: blocks.filter(({ isOpen }) => isOpen).length,
    reasons: reasons.slice(0, 10).map(({ newest, count, totalMs: ms }) => ({
      reason: newest?.message,
      count,
      totalMs: ms,
    })),
    redacted: blocks.filter(({ reason }) => reason === null).length,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : Math.floor((lower + upper) / 2);
}

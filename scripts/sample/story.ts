import { addMs, DAY_MS, epochMs, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Actor } from '../../src/domain/people.ts';
import type { Values } from '../../src/domain/requests/define.ts';
import type { Life } from './life.ts';
import { type Next, nextStep, type Stage, type Step } from './next-step.ts';
import type { Plot } from './plot.ts';
import { INTERNAL_COMMENTS, OPERATOR_COMMENTS, REQUESTER_COMMENTS } from './texts/comments.ts';
import { ADDENDA } from './texts/messages.ts';
import { atWork, MINUTE_MS } from './working-hours.ts';

/** Leads a request to where its plot wants it, each step at a moment when its actor is at work. */

const LONGEST_STORY = 60;
const SHORTEST_TALK_MS = 20 * MINUTE_MS;
const LONGEST_TALK_MS = 5 * DAY_MS;

export function tell(life: Life, plot: Plot, stage: Stage): void {
  const left = new Set(plot.detours);
  for (let count = 0; count < LONGEST_STORY; count += 1) {
    const next = nextStep(life, plot, left, stage);
    if (next === null || !perform(next, life, plot, stage)) return;
  }
  throw new Error(`the story of ${life.state.code} does not end`);
}

/** False when the step lies in the future: the story has come as far as it can. */
function perform(next: Exclude<Next, null>, life: Life, plot: Plot, stage: Stage): boolean {
  if (next === 'activate') return activate(life, stage);
  const { actor, after } =
    next === 'edit' ? { actor: life.requester, after: [10, 600] as const } : next;
  const at = momentAfter(life.at, after, actor, plot, stage);
  if (at === null) return false;
  talk(life, at, stage);
  if (next === 'edit') life.edit(actor, amendment(life), at);
  else life.act({ ...next, values: next.values ?? {}, at });
  return true;
}

/** L18: now and then requester and operator write to each other before something happens. */
function talk(life: Life, next: Instant, { cast, random }: Stage): void {
  const { operatorId, requesterId, status } = life.state;
  const gapMs = epochMs(next) - epochMs(life.at);
  if (operatorId === null || status === 'completed' || operatorId === requesterId) return;
  if (gapMs < SHORTEST_TALK_MS || gapMs > LONGEST_TALK_MS || !random.chance(0.12)) return;
  const operator = cast.byId(operatorId);
  const requester = cast.byId(requesterId);
  const kind = random.pick(['asks', 'answers', 'notes'] as const);
  const [writer, other, texts] =
    kind === 'asks'
      ? [requester, operator, REQUESTER_COMMENTS]
      : [operator, requester, kind === 'notes' ? INTERNAL_COMMENTS : OPERATOR_COMMENTS];
  const written = life.scene.write(
    texts.map((text) => text.replace('{other}', `@${other.username}`)),
  );
  life.comment({
    actor: writer.actor,
    message: written,
    isInternal: kind === 'notes',
    mentioned: written.includes(`@${other.username}`) ? other : null,
    at: addMs(life.at, (gapMs * random.whole(20, 80)) / 100),
  });
}

function activate(life: Life, { now, random }: Stage): boolean {
  const due = life.columns.scheduled_at;
  if (typeof due !== 'string') return false;
  const at = addMs(due as Instant, random.whole(1_000, 20_000));
  if (epochMs(at) >= epochMs(now)) return false;
  life.activate(at);
  return true;
}

function momentAfter(
  last: Instant,
  [least, most]: Step['after'],
  actor: Actor,
  { sure }: Plot,
  { now, random }: Stage,
): Instant | null {
  const pauseMs = (least + (most - least) * random.low()) * MINUTE_MS;
  const at = atWork(addMs(last, pauseMs), actor.timezone, random);
  if (epochMs(at) < epochMs(now) - MINUTE_MS) return at;
  if (!sure) return null;
  return addMs(last, ((epochMs(now) - epochMs(last)) * random.whole(15, 45)) / 100);
}

/** A line more in the instructions, or a request that became urgent. */
function amendment({ scene, formValues }: Life): Values {
  const { priority, instructions } = formValues;
  if (priority !== undefined && priority !== 'high' && scene.random.chance(0.3)) {
    return { priority: 'high' };
  }
  const before = typeof instructions === 'string' ? `${instructions}\n\n` : '';
  return { instructions: `${before}${scene.write(ADDENDA)}` };
}

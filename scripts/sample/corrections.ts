import { addMs, epochMs } from '../../src/domain/kernel/calendar.ts';
import type { Team } from '../../src/domain/people.ts';
import type { Life } from './life.ts';
import type { Stage } from './next-step.ts';
import { atWork, MINUTE_MS } from './working-hours.ts';

const REASONS = [
  '{name} asked for this, it was only typed in by somebody else.',
  'Belongs to {name}, who looks after this partner since the first of the month.',
  'Submitted for the wrong team. Agreed with {name}, who answers questions about it from now on.',
] as const;

const AT_MOST = 3;

/**
 * Section 10: what was recorded for the wrong team, and an admin put right while it was worked on.
 * Never a request of the easily remembered accounts: they find theirs where they left them.
 */
export function putRight(lives: readonly Life[], stage: Stage): void {
  const worked = lives.filter(
    (life) => life.state.status === 'in_progress' && otherTeam(life) !== null,
  );
  const others = worked.filter((life) => !isRemembered(life, stage));
  for (const life of stage.random.some(others, Math.min(AT_MOST, others.length), AT_MOST)) {
    correct(life, stage);
  }
}

function correct(life: Life, { cast, random, now }: Stage): void {
  const team = otherTeam(life);
  if (team === null) return;
  const admin = cast.holding('admin', { at: life.at }).actor;
  const at = atWork(addMs(life.at, random.whole(20, 400) * MINUTE_MS), admin.timezone, random);
  if (epochMs(at) >= epochMs(now)) return;
  const requester = cast.member(team, { at });
  const reason = random.pick(REASONS).replace('{name}', requester.firstName);
  life.correct(admin, { team, requester: requester.actor.id, reason }, at);
}

function otherTeam({ type, state }: Life): Team | null {
  return type.teams.find((team) => team !== state.team) ?? null;
}

function isRemembered({ state }: Life, { cast, now }: Stage): boolean {
  return cast.member(state.team, { at: now, featured: true }).actor.id === state.requesterId;
}
